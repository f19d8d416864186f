from PIL import Image

from participants.rendering import qr
from tests.papers import decoded

CODE = "7K3M9Q2XW4TB8N5D7K3M9Q2XWZ"
ADDRESS = "https://bimtek.butonkab.go.id/v/7K3M9Q2XW4TB8N5D"


def test_the_quick_encoder_draws_what_the_other_draws_with_one_of_the_masks():
    assert qr.quick_matrix(CODE) in [qr.matrix(CODE, mask=mask) for mask in range(8)]


def test_the_quick_encoder_packs_an_address_no_larger():
    rows = qr.quick_matrix(ADDRESS)

    assert len(rows) <= len(qr.matrix(ADDRESS))
    assert decoded(_drawn(rows)) == [ADDRESS]


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
