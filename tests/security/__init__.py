"""One file for each class of fault."""
