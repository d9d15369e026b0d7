"""Bytes become passages here, one reader a file kind; no meaning is added, so a reader can be judged against the page alone."""
