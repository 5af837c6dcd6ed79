"""The rules of the house. Each file has the rule, the test that the house keeps it, and the proof that it can fail."""
