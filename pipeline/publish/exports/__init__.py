"""A release in the forms that other programs read: each written from the same tables, with the same bytes every time."""
