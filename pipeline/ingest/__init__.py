"""Inputs become Documents here and nowhere else, so that whatever comes later can trust digest, kind and encoding."""
