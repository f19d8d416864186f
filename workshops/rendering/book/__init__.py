"""The masterplan as Word documents: what the team goes on writing in. In Bahasa Indonesia, as the
office files it, whatever the language of whoever asks."""
