"""The papers of a Bimtek: seen together, downloaded, numbered, replaced by the office's own."""
