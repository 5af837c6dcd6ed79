"""Tickets and their topics: reporting, numbers, notes, merging, resolving, correcting."""
