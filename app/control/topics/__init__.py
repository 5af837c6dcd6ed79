"""Topics: new ones, closing and opening."""
