"""Weights of the learned extractors, one folder each with its card; installed as `pipeline.models` so that the wheel carries them."""
