"""Writers of a release: sorted on total keys, so that the same facts give the same bytes."""
