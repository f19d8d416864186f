"""Lists as django-tables2 draws them."""
