import pytest

from participants.rendering import faces
from tests.papers import ensure_faces


@pytest.fixture(autouse=True)
def _faces():
    ensure_faces()


def letters_of(first: int, last: int) -> str:
    return "".join(
        chr(code)
        for code in range(first, last + 1)
        if chr(code).isalpha() and chr(code) not in "ŉſ"
    )  # two that Unicode itself advises against


@pytest.mark.parametrize(
    "name", ["La Ode Muhammad Arifin, S.Kom.", "Šárka Łukaszewicz", "Siti Nur‘aini", "R. Bg. Sútö"]
)
def test_names_of_the_archipelago_and_beyond_are_printed_as_they_are(name):
    assert faces.printable(name) == name
    assert faces.unlike(name) == ""


@pytest.mark.parametrize(
    "letters",
    [
        letters_of(0xC0, 0xFF),
        letters_of(0x100, 0x17F),
        "ƏəƠơƯưȘșȚțȲȳ",
        "ḌḍḤḥḶḷṂṃṆṇṚṛṢṣṬṭẀẁẂẃẄẅẞỲỳ",
        letters_of(0x1EA0, 0x1EF9),
    ],
    ids=["latin-1", "extended a", "extended b in names", "arabic and indian names", "vietnamese"],
)
def test_every_latin_letter_that_names_are_written_with_has_its_glyph(letters):
    assert faces.printable(letters) == letters


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Ǎnh 王 ①", "Anh ? 1"),
        ("ʿAlī", "‘Alī"),
        ("Ǘ", "Ü"),  # as much of it as there is
        ("Ḵadir", "Kadir"),
        ("Ɓala", "?ala"),
    ],
)
def test_a_letter_without_a_glyph_falls_back_to_what_is_there_and_is_told(typed, shown):
    assert faces.printable(typed) == shown
    assert faces.unlike(typed) == shown


def test_invisible_characters_leave_no_trace():
    assert faces.printable("Wa\u200b Ode\u202e\x00 Siti\u00a0") == "Wa Ode Siti\u00a0"


def test_before_the_assets_are_built_the_error_says_what_to_run(settings, tmp_path):
    settings.BASE_DIR = tmp_path

    with pytest.raises(faces.FacesMissing, match="build_assets"):
        faces.folder()
