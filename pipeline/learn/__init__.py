"""Training and calibration stand apart from use, so that a run never changes what it runs with."""
