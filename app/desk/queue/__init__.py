"""The waiting rooms."""
