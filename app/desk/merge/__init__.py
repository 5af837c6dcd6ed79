"""Two tickets side by side, and merging them."""
