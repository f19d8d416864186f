"""Archives as people hand them in, opened by what they hold and not by what they promise."""

import io
import struct
import zipfile

import pytest

from participants.errors import Refused
from participants.rules import archive


def zipped(*entries: tuple[str, bytes], packed: int = zipfile.ZIP_DEFLATED) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", packed) as book:
        for name, content in entries:
            book.writestr(name, content)
    return kept.getvalue()


def promising(data: bytes, size: int) -> bytes:
    """The same archive, whose directory promises another size of its first file."""
    place = data.index(b"PK\x01\x02") + 24
    return data[:place] + struct.pack("<I", size) + data[place + 4 :]


def reason_for(data: bytes, **options) -> str:
    with pytest.raises(Refused) as refused:
        list(archive.open_entries(data, **options))
    return refused.value.reasons[0].code


@pytest.mark.parametrize("packed", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_every_file_comes_out_as_it_went_in_and_folders_do_not(packed):
    data = zipped(("map/", b""), ("map/a.xml", b"satu"), ("b.xml", b"dua"), packed=packed)

    found = [(entry.name, entry.data) for entry in archive.open_entries(data)]

    assert found == [("map/a.xml", b"satu"), ("b.xml", b"dua")]
    assert archive.names(data) == {"map/", "map/a.xml", "b.xml"}


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_what_is_refused_and_under_which_name(monkeypatch):
    sound = zipped(("a.xml", b"satu dua tiga"))
    turned = sound.replace(b"PK\x03\x04", b"PK\x03\x05", 1)
    encrypted = bytearray(sound)
    encrypted[sound.index(b"PK\x01\x02") + 8] |= 1

    assert reason_for(b"bukan arsip") == "file-broken"
    assert reason_for(zipped(("a.xml", b"1"), ("a.xml", b"2"))) == "file-broken"
    assert reason_for(turned) == "file-broken"
    assert reason_for(bytes(encrypted)) == "file-encrypted"
    assert reason_for(zipped(("xl/vbaProject.bin", b"1"))) == "file-has-macros"
    assert reason_for(zipped(("a.xml", b"satu"), packed=zipfile.ZIP_BZIP2)) == "file-broken"
    assert reason_for(promising(sound, 3)) == "file-broken"
    assert reason_for(promising(sound, 2**31)) == "file-unpacks-too-large"
    monkeypatch.setattr(archive, "MOST_ENTRIES", 1)
    assert reason_for(zipped(("a.xml", b"1"), ("b.xml", b"2"))) == "file-unpacks-too-large"


def test_many_small_files_are_a_bomb_too(monkeypatch):
    monkeypatch.setattr(archive, "SMALL", 100)
    monkeypatch.setattr(archive, "MOST_RATIO", 2)

    assert reason_for(zipped(("a.xml", b"0" * 90), ("b.xml", b"0" * 5_000))) == (
        "file-unpacks-too-large"
    )


def test_a_list_of_names_is_refused_where_there_is_no_archive():
    with pytest.raises(Refused):
        archive.names(b"bukan arsip")
