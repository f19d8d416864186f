"""Papers of an event as Word and Excel files: a template, and values put into it."""
