"""Prefect wiring only: what runs when; what is done stands in pipeline."""
