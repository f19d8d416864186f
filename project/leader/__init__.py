"""One screen for whoever leads: is it working?"""
