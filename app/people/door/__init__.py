"""The door: who gets in, and signing in and out."""
