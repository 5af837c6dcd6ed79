"""What must always be true, one named rule each; ``flask check`` asks them all."""
