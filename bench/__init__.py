"""Figures: each file measures one thing against its bar; ``python -m bench`` runs them all."""
