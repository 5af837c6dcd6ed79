"""Pages that show several domains at once: desk, queue, ticket, customer, search."""
