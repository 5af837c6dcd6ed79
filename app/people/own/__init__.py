"""The own page of everybody who is signed in."""
