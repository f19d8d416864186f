"""One person across the packages: who they are, what they did, what proves it."""
