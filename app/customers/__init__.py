"""Customers with their addresses, contracts, telephone numbers and mail addresses."""
