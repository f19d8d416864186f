"""How a layout may look: safe choices only, so that whatever is chosen, a certificate comes out whole."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Self

STYLES = ("frame", "band", "plain")
PAPERS = {"a4": (210, 297), "f4": (215, 330)}  # mm, standing
ACCENTS = {
    "teal": "#0b5f63",
    "navy": "#1d3a6b",
    "maroon": "#7b1f2e",
    "green": "#245c36",
    "ink": "#26221d",
}
FACES = ("sans", "serif")
SIDES = ("left", "right")
ALIGNS = ("center", "left")
LOGOS = ("row", "corners")


@dataclass(frozen=True, kw_only=True)
class Look:
    """One layout's choices. ``style`` is what is drawn around the words (nothing, where the layout has
    a background of its own); ``verify`` the side on which the QR stands, the officials sign on the other;
    ``logos`` whether they stand in a row with the crest, or in the upper corners.
    """

    style: str = "frame"
    paper: str = "a4"
    portrait: bool = False
    accent: str = "teal"
    face: str = "sans"
    align: str = "center"
    verify: str = "left"
    logos: str = "row"
    crest: bool = True
    identity: bool = True
    basis: bool = True
    agenda: bool = True

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Self:
        """From a JSON column; what is missing or not among the choices is as in the ready layout."""
        usual = asdict(READY.get(str(kept.get("style", "frame")), FRAME)) if kept else {}
        known = {field.name: kept[field.name] for field in fields(cls) if field.name in kept}
        chosen = cls(**{**usual, **known})
        return chosen if not chosen.faults() else cls(**usual)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    def faults(self) -> list[str]:
        """Names of the fields that are no choice."""
        allowed: dict[str, Any] = {
            "style": STYLES,
            "paper": PAPERS,
            "accent": ACCENTS,
            "face": FACES,
            "align": ALIGNS,
            "verify": SIDES,
            "logos": LOGOS,
        }
        return [name for name, choices in allowed.items() if getattr(self, name) not in choices]

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the page in mm."""
        short, long = PAPERS[self.paper]
        return (short, long) if self.portrait else (long, short)


FRAME = Look()
BAND = Look(style="band", accent="navy", align="left")
PLAIN = Look(style="plain", portrait=True, accent="ink")
# What an office may begin with: classic in a frame, modern with a band of colour, sober and standing.
READY = {"frame": FRAME, "band": BAND, "plain": PLAIN}
