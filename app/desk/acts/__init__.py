"""What is done with a ticket, from the desk or from its page."""
