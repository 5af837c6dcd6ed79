"""The rules of signing in and of staff."""
