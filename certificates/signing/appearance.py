"""The visible mark of a signature: a QR on white, in paths alone, so that it needs no font and no picture
and leaves the PDF/A claim of the paper as it is."""

from dataclasses import dataclass
from itertools import groupby

from pyhanko.pdf_utils import layout
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.stamp.base import BaseStamp, BaseStampStyle

from participants.rendering import qr

MASK = 2  # any mask decodes
INK = b"0.043 0.373 0.388 rg"  # the accent of the paper


@dataclass(frozen=True)
class MarkStyle(BaseStampStyle):
    link: str = ""
    border_width: int = 0

    def create_stamp(
        self, writer: BasePdfFileWriter, box: layout.BoxConstraints, text_params: dict
    ) -> BaseStamp:
        return _Mark(writer=writer, style=self, box=box)


class _Mark(BaseStamp):
    def _render_inner_content(self) -> list[bytes]:
        side = min(self.box.width, self.box.height)
        rows = qr.matrix(self.style.link, mask=MASK)
        unit = side / (len(rows) + 2)  # the page around it is white as well
        drawn = [b"1 1 1 rg 0 0 %g %g re f" % (side, side), INK]
        drawn.append(b"%g 0 0 %g %g %g cm" % (unit, unit, unit, unit))
        for y, row in enumerate(reversed(rows)):
            x = 0
            for dark, run in groupby(row):
                length = len(list(run))
                if dark:
                    drawn.append(b"%d %d %d 1 re" % (x, y, length))
                x += length
        drawn.append(b"f")
        return drawn
