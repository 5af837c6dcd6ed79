"""Writing down what a customer reported."""
