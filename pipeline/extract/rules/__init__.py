"""Rules: what a careful reader takes from the words themselves, each rule signing its claims."""
