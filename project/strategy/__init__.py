"""The strategy's own targets over the years of the RPJMD, and which records make each figure."""
