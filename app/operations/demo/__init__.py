"""Demo data: an invented regional provider three weeks after an outage, told through the program's own use cases."""
