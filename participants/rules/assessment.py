"""What an assessment sheet says: a level from a score, and what a JPM means. Pure."""

from decimal import Decimal

# Bands of the Job Person Match as assessment centres write them (convention; domain.md §4.4).
FITS, NEARLY = Decimal(80), Decimal(68)


def level_of_score(score: Decimal) -> int | None:
    """The level that a score reaches: 2,75 reaches 2. None below 1."""
    return int(score) if score >= 1 else None


def band_of(jpm: Decimal | None) -> str:
    """fits | nearly | below, or "" without a JPM."""
    if jpm is None:
        return ""
    if jpm >= FITS:
        return "fits"
    return "nearly" if jpm >= NEARLY else "below"
