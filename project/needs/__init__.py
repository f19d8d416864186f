"""Training need per person, unit and year, as the AKPK and HCDP ask for it."""
