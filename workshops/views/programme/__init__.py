"""The register of work programmes: reading it, changing it, saying how each stands."""
