import io

import pytest
from PIL import Image

from tests.papers import decoded, ensure_faces
from workshops.rendering import card

CODE = "7K3M9Q2XW4TB8N5D7K3M9Q2XWZ"
LONG = "Prof. Dr. Ir. Wa Ode Šárkawati Nurhayaningsih-Tjokroaminoto, S.H., M.Si., Ph.D.X"


@pytest.fixture(autouse=True)
def _faces():
    ensure_faces()


def drawn(name=LONG, title="Bimtek Masterplan Smart City", opd="Diskominfo"):
    return card.card_png(title, name, opd, CODE, "30 Agustus s.d. 24 November 2021")


@pytest.mark.parametrize("name", ["Wa", "La Ode Arifin, S.Kom.", LONG, "X" * 80, ""])
def test_the_card_is_read_by_a_foreign_decoder_whatever_the_name(name):
    assert decoded(drawn(name)) == [CODE]


def test_the_card_is_read_from_a_cheap_screen():
    small = Image.open(io.BytesIO(drawn())).convert("L").resize((360, 640))

    assert decoded(small) == [CODE]


def test_the_card_is_a_phone_screen_and_small_enough_to_send():
    picture = drawn()

    assert Image.open(io.BytesIO(picture)).size == (1080, 1920)
    assert len(picture) < 80_000


def test_more_text_than_fits_makes_the_card_longer_never_the_code_small():
    picture = drawn(title="Bimbingan teknis yang sangat panjang " * 16, opd="Dinas " * 60)

    width, height = Image.open(io.BytesIO(picture)).size
    assert (width, height > 1920) == (1080, True)
    assert decoded(picture) == [CODE]
