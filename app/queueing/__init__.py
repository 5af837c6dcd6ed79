"""The line: who waits, who is next, and everything that takes a ticket out of it or back into it."""
