"""Lists, and how they are narrowed."""
