"""Putting an electronic signature on a PDF: one port, and an adapter for each means."""
