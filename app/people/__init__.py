"""Staff: who they are, which roles they have, how they sign in and out."""
