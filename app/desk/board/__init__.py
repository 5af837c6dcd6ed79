"""The counter of an agent."""
