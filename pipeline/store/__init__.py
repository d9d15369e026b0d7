"""Work done once is found again here, under the digest of its input and the version of its stage."""
