"""The dataset shown to people: query for researchers, the page with its quote for reviewers."""
