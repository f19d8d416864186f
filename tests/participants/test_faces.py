import pytest

from participants.rendering import faces
from tests.papers import ensure_faces


@pytest.fixture(autouse=True)
def _faces():
    ensure_faces()


@pytest.mark.parametrize(
    "name", ["La Ode Muhammad Arifin, S.Kom.", "Šárka Łukaszewicz", "Siti Nur‘aini", "R. Bg. Sútö"]
)
def test_names_of_the_archipelago_and_beyond_are_printed_as_they_are(name):
    assert faces.printable(name) == name


def test_a_letter_without_a_glyph_falls_back_to_its_parts_or_a_question_mark():
    assert faces.printable("Ảnh 王 ①") == "A\u0309nh ? 1"


def test_invisible_characters_leave_no_trace():
    assert faces.printable("Wa\u200b Ode\u202e\x00 Siti\u00a0") == "Wa Ode Siti\u00a0"


def test_before_the_assets_are_built_the_error_says_what_to_run(settings, tmp_path):
    settings.BASE_DIR = tmp_path

    with pytest.raises(faces.FacesMissing, match="build_assets"):
        faces.folder()
