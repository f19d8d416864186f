import pytest
from PIL import Image

from participants.rendering import qr
from tests.papers import decoded

CODE = "7K3M9Q2XW4TB8N5D7K3M9Q2XWZ"
ADDRESS = "https://bimtek.butonkab.go.id/v/7K3M9Q2XW4TB8N5D"


@pytest.mark.parametrize("text", [CODE, ADDRESS])
@pytest.mark.parametrize("scale", [2, 8])
def test_a_foreign_decoder_reads_the_picture(text, scale):
    picture = qr.png(text, scale=scale)

    assert decoded(picture) == [text]


@pytest.mark.parametrize("corner", [(0, 0), (1, 0), (0, 1)])
def test_a_code_survives_a_stain_beside_each_finder(corner):
    picture = qr.image(CODE, scale=8)
    side = picture.width
    left, top = (int(side * (0.55 if axis else 0.36)) for axis in corner)
    picture.paste(255, (left, top, left + side // 8, top + side // 8))

    assert decoded(picture) == [CODE]


def test_a_code_in_capitals_and_digits_is_packed_small():
    assert len(qr.matrix(CODE)) == 25  # version 2; as bytes it would be version 3 or more
    assert len(qr.matrix(CODE.lower())) > 25


@pytest.mark.parametrize("mask", range(8))
def test_every_mask_says_the_same(mask):
    from_rows = qr.matrix(ADDRESS, mask=mask)

    assert decoded(_drawn(from_rows)) == [ADDRESS]


def test_the_svg_holds_the_quiet_zone_and_nothing_of_the_text():
    drawn = qr.svg('"><script>')

    assert 'viewBox="0 0 29 29"' in drawn
    assert "script" not in drawn
    assert drawn.count("<path") == 2


def _drawn(rows):

    side = len(rows) + 2 * qr.QUIET
    picture = Image.new("L", (side, side), 255)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            picture.putpixel((x + qr.QUIET, y + qr.QUIET), 0 if dark else 255)
    return picture.resize((side * 6, side * 6), Image.Resampling.NEAREST)
