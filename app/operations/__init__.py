"""Commands for those who run the house: start, demo data, checks, replay."""
