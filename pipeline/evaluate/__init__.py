"""How good a run is, held against gold; apart from the stages, so that no stage can see the answers."""
