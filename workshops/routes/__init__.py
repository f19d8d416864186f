"""Addresses by area; ``workshops/urls.py`` joins them. Paths start at the root: "bimtek/…"."""
