"""The rules of app/queueing, one file per use case."""
