"""Who works on which topics: a few people at once, or the whole table."""
