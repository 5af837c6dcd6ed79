"""Telephone calls, logged against a ticket or as information only, and promised callbacks."""
