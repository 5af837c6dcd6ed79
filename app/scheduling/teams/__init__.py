"""Administration of teams: regions, skills, seats."""
