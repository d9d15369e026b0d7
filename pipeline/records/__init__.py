"""The nouns that the stages hand to each other. Frozen; nothing is imported here but errors and ids."""
