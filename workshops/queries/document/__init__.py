"""What the papers of an event say, read from what is known."""
