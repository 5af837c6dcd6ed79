"""What is typed and not yet sent."""
