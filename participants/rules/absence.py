"""Who is away, and whether their seat is free meanwhile. Pure.

Whoever is on study duty, on leave at no cost to the state, seconded or suspended gives the post up
for that time (PP 11/2017); with a permit to study beside work, or on long leave, they keep it.
"""

RELEASES = frozenset({"study", "unpaid", "seconded", "suspended"})


def releases_by_default(kind: str) -> bool:
    """Whether an absence of this kind usually frees the seat; HR may say otherwise."""
    return kind in RELEASES
