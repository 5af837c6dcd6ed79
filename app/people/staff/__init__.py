"""The administration of staff."""
