"""The front page as a list of blocks with their sizes: what fits is decided here, by the typeface's own
widths, so that Typst only sets and never tries. All lengths in mm, sizes in points."""

from dataclasses import dataclass, replace
from typing import Any

from certificates.rules.look import ACCENTS, Look
from participants.rendering import faces, fit

POINTS = 72 / 25.4
MARK = 14.0  # side of the room for a pen or a visible mark
QR = 27.0
MARK_INSET = 2.2  # above and below the words in a box, as page.typ draws it
WIDEST_EMBLEM = 48.0
TIGHTER = (1.0, 0.75, 0.5, 0.25, 0.0)
SMALLER = (1.0, 0.92, 0.85, 0.8)
LEAST_NAME = 13.0
NAME = ((30.0, 1), (26.0, 1), (22.0, 2), (19.0, 2), (16.0, 3), (LEAST_NAME, 6))
TITLE = ((17.0, 2), (15.0, 3), (13.0, 4), (11.5, 6))
STANDING_NAME = ((30.0, 1), (25.0, 1), (21.0, 2), (18.0, 2), (15.0, 3), (LEAST_NAME, 6))


@dataclass(frozen=True)
class Box:
    """Where the words of a page may stand."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float

    @property
    def inner(self) -> float:
        return self.width - self.left - self.right

    @property
    def tall(self) -> float:
        return self.height - self.top - self.bottom


def box_of(look: Look) -> Box:
    width, height = look.size
    if look.style == "band":
        left, right = (36.0, 18.0) if look.portrait else (50.0, 22.0)
        return Box(width, height, left, right, 18.0, 17.0)
    side = 22.0 if look.portrait else 24.0
    return Box(width, height, side, side, 15.0, 15.0)


@dataclass(frozen=True, kw_only=True)
class Block:
    """One text of the front. ``gap`` before it at least, plus its ``share`` of what is left over."""

    text: str
    size: float = 10.0
    weight: int = 400
    fill: str = "ink"
    tracking: float = 0.0
    leading: float = 0.6
    gap: float = 0.0
    share: float = 0.0
    firm: bool = False  # its size stays when the page is full
    role: str = "text"  # or crest (with the logos), rule, letterhead, heading, mark, name, identity
    least: float = 8.0
    nearest: float = 2.0  # the least gap, on a full page
    face: str = "sans"

    def height(self, box: float) -> float:
        if self.role == "rule":
            return 0.5
        if self.role == "crest":
            return self.size
        count = sum(
            fit.lines(
                line,
                box=box,
                size=self.size,
                weight=self.weight,
                tracking=self.tracking,
                face=self.face,
            )
            for line in self.text.split("\n")
        )
        framed = 2 * MARK_INSET if self.role == "mark" else 0.0
        return framed + fit.height(
            count, size=self.size, leading=self.leading, weight=self.weight, face=self.face
        )


@dataclass(frozen=True)
class Signing:
    """One official's block, as it stands on the page: words above the room to sign, words below."""

    above: str
    below: list[str]
    left: float
    width: float
    bottom: float  # of the block, from the page's lower edge
    above_height: float
    below_height: float

    @property
    def height(self) -> float:
        return self.above_height + MARK + self.below_height

    @property
    def mark(self) -> tuple[float, float, float, float]:
        """Left, bottom, right and top of the room to sign, in points from the page's lower left."""
        bottom = self.bottom + self.below_height + 1.0
        side = MARK - 2.0
        edges = (self.left, bottom, self.left + side, bottom + side)
        left, low, right, high = (edge * POINTS for edge in edges)
        return left, low, right, high


@dataclass(frozen=True)
class Words:
    """What the front says, in the certificate's language."""

    government: str
    organiser: str
    heading: str
    number: str
    given_to: str
    name: str
    identity: list[str]
    act: str
    title: str
    held: str
    legal_basis: str


@dataclass(frozen=True)
class Emblem:
    """A crest or a logo: the file it lies in, and its size in dots."""

    file: str
    wide: float
    tall: float
    is_crest: bool = False


def emblem_height(look: Look) -> float:
    """Of the crest, and at most of a logo."""
    return 17.0 if look.portrait else 15.0


def emblems(shown: list[Emblem], look: Look) -> list[dict[str, Any]]:
    """Crest and logos with their sizes on the page and where they stand, from left to right. What is
    wide is as high as its room allows; all together never take more than the width of the page."""
    tall = emblem_height(look)
    widest = min(WIDEST_EMBLEM, (box_of(look).inner - 6.0 * len(shown)) / max(1, len(shown)))
    made: list[dict[str, Any]] = []
    corners = iter(("left", "right", "right"))
    for one in shown:
        width = min(widest, tall * one.wide / one.tall)
        place = next(corners) if look.logos == "corners" and not one.is_crest else "middle"
        height = width * one.tall / one.wide
        made.append({"file": one.file, "width": width, "height": height, "place": place})
    return made


def blocks(said: Words, look: Look, room: float, *, logos: bool = False) -> list[Block]:
    """The words from the letterhead to the legal basis, fitted into ``room`` mm of height."""
    box = box_of(look)
    names = STANDING_NAME if look.portrait else NAME
    wide = box.inner
    made = [
        *letterhead(said.government, said.organiser, look, logos=logos),
        heading(said.heading, look),
        Block(text=said.number, fill="soft", gap=3.5),
        Block(text=said.given_to, gap=4.0, share=1.2),
        Block(
            text=said.name,
            size=fit.largest(said.name, names, box=wide, face=look.face),
            weight=700,
            leading=0.5,
            gap=4.0,
            share=0.6,
            firm=True,
            role="name",
        ),
        Block(text="", role="rule", gap=3.8, nearest=3.2),
        Block(text="\n".join(said.identity), gap=4.0, fill="soft", role="identity")
        if said.identity and look.identity
        else None,
        Block(text=said.act, gap=3.5, share=1.0),
        Block(
            text=said.title,
            size=fit.largest(said.title, TITLE, box=wide, face=look.face),
            weight=700,
            fill="accent",
            leading=0.55,
            gap=3.5,
            share=0.5,
            least=11.5,
        ),
        Block(text=said.held, gap=3.5, share=0.5),
        Block(text=said.legal_basis, size=8.0, fill="soft", gap=3.0, firm=True)
        if said.legal_basis and look.basis
        else None,
    ]
    return fitted([block for block in made if block is not None], look, room)


def letterhead(government: str, organiser: str, look: Look, *, logos: bool) -> list[Block]:
    """From the crest to the line under the office."""
    has_crest = look.crest or logos
    above = [
        Block(text="", role="crest", size=emblem_height(look)) if has_crest else None,
        Block(text=government.upper(), size=9.5, weight=500, fill="soft", tracking=0.06)
        if government
        else None,
        Block(text=organiser.upper(), size=11.5, weight=700, tracking=0.04, gap=2.0),
        Block(text="", role="letterhead", size=1, gap=3.0) if look.style == "plain" else None,
    ]
    present = [block for block in above if block is not None]
    if has_crest:
        present[1] = replace(present[1], gap=4.0)
    return present


def heading(text: str, look: Look) -> Block:
    return Block(
        text=text,
        size=26.0 if look.portrait else 31.0,
        weight=700,
        fill="accent",
        tracking=0.05,
        gap=6.0,
        share=1.6,
        firm=True,
        role="heading",
    )


def fitted(present: list[Block], look: Look, room: float) -> list[Block]:
    """In the layout's typeface: the gaps give way first, then what is not firm becomes smaller, down to
    its least."""
    wide = box_of(look).inner
    present = [replace(block, face=look.face) for block in present]
    for smaller in SMALLER:
        sized = [
            block
            if block.firm or block.role in ("crest", "rule", "letterhead")
            else replace(block, size=max(block.size * smaller, min(block.size, block.least)))
            for block in present
        ]
        tall = sum(block.height(wide) for block in sized)
        for tight in TIGHTER:
            gaps = sum(max(block.gap * tight, min(block.gap, block.nearest)) for block in sized)
            if tall + gaps <= room:
                return [
                    replace(block, gap=max(block.gap * tight, min(block.gap, block.nearest)))
                    for block in sized
                ]
    return [replace(block, gap=min(block.gap, block.nearest)) for block in sized]


def signings(officials: list[tuple[str, list[str]]], look: Look) -> list[Signing]:
    """Where the officials' blocks stand: one or two columns on the side that is not the QR's; on a
    standing page two take the whole width, above the QR. The first official stands on the right, as
    in the letters of an office."""
    box = box_of(look)
    two = len(officials) > 1
    stacked = two and look.portrait
    gutter = 8.0
    if stacked:
        column = (box.inner - gutter) / 2
    elif two:
        column = (box.inner - 70.0 - 2 * gutter) / 2
    else:
        column = min(86.0, box.inner * 0.52)
    taken = column * len(officials) + gutter * (len(officials) - 1)
    first = box.left if stacked or look.verify == "right" else box.width - box.right - taken
    bottom = box.bottom + (QR + 7.0 if stacked else 0.0)
    shown = []
    for above, below in officials:
        over = sum(
            fit.lines(line, box=column, size=9.5, weight=600, face=look.face)
            for line in above.split("\n")
        )
        under = [
            fit.height(
                fit.lines(line, box=column, size=9.5, weight=700, face=look.face),
                size=9.5,
                leading=0.55,
                weight=700,
                face=look.face,
            )
            + 1.8
            for line in below
        ]
        tall = fit.height(over, size=9.5, leading=0.55, face=look.face) + 1
        shown.append((above, below, tall, sum(under)))
    # Side by side they end on one line, so the names stand level.
    tall_below = max((under for *_words, under in shown), default=0.0)
    tall_above = max((over for _a, _b, over, _u in shown), default=0.0)
    return [
        Signing(
            above, below, first + place * (column + gutter), column, bottom, tall_above, tall_below
        )
        for place, (above, below, _over, _under) in zip(
            reversed(range(len(shown))), shown, strict=True
        )
    ]


def foot_height(signing: list[Signing], look: Look) -> float:
    """What stays free at the foot of the front for the officials and the QR."""
    box = box_of(look)
    tops = [one.bottom - box.bottom + one.height for one in signing]
    return max([QR, *tops])


def look_data(look: Look, *, background: bool) -> dict[str, Any]:
    """What the template needs to draw the page itself."""
    box = box_of(look)
    return {
        "style": "own" if background else look.style,
        "width": box.width,
        "height": box.height,
        "left": box.left,
        "right": box.right,
        "top": box.top,
        "bottom": box.bottom,
        "accent": ACCENTS[look.accent],
        "fonts": faces.FAMILIES[look.face],
        "align": look.align,
        "agenda": look.agenda,
    }
