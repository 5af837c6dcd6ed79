"""The control room itself: all lines, the counters, and what a supervisor does with them."""
