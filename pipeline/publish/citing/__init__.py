"""How a release is cited: each document's line in three styles, and a fact's citation that leads to its quotes and pages."""
