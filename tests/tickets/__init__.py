"""The rules of app/tickets, one file per use case."""
