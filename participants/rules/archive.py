"""Looks into a zip (xlsx, docx, pptx are zips) without trusting what it says about itself."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from participants.errors import Reason, Refused

MOST_UNZIPPED = 200 * 1024 * 1024
MOST_ENTRIES = 10_000
MOST_RATIO = 250  # a sheet of one repeated value reaches about 150
SMALL = 10 * 1024 * 1024  # below this a high ratio harms nobody


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of an archive."""

    name: str
    data: bytes


def open_entries(data: bytes, *, refuse_scripts: bool = True) -> Iterator[Entry]:
    """Every file of the archive, unpacked by count and not by what its directory promises.

    Raises Refused for a broken or encrypted archive, a bomb, and (by default) for macros.
    """
    try:
        listed = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, struct.error) as error:
        raise Refused(Reason("file-broken")) from error
    if len(listed) > MOST_ENTRIES:
        raise Refused(Reason("file-unpacks-too-large"))
    if len({info.filename for info in listed}) != len(listed):
        raise Refused(Reason("file-broken"))
    if any(_leads_outside(info.filename) for info in listed):
        raise Refused(Reason("file-broken"))
    unpacked = 0
    for info in listed:
        if info.flag_bits & 0x1:
            raise Refused(Reason("file-encrypted"))
        if refuse_scripts and _is_script(info.filename):
            raise Refused(Reason("file-has-macros"))
        if info.is_dir():
            continue
        content = _unpack(data, info, MOST_UNZIPPED - unpacked)
        unpacked += len(content)
        if unpacked > max(SMALL, MOST_RATIO * len(data)):
            raise Refused(Reason("file-unpacks-too-large"))
        yield Entry(info.filename, content)


def names(data: bytes) -> set[str]:
    """What the archive lists; Refused when it is broken."""
    try:
        return set(zipfile.ZipFile(io.BytesIO(data)).namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, struct.error) as error:
        raise Refused(Reason("file-broken")) from error


def is_archive(data: bytes) -> bool:
    """Whether a program that looks for a zip from the end of the file would find one."""
    if b"PK\x05\x06" not in data[-70_000:]:
        return False
    try:
        return bool(zipfile.ZipFile(io.BytesIO(data)).infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, struct.error):
        return False


def _leads_outside(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0]


def _is_script(name: str) -> bool:
    low = name.replace("\\", "/").lower()
    return low.endswith(("vbaproject.bin", "vbadata.xml")) or any(
        f"/{folder}/" in f"/{low}" for folder in ("macrosheets", "activex")
    )


def _unpack(data: bytes, info: zipfile.ZipInfo, room: int) -> bytes:
    """One file's bytes; Refused when it does not fit into ``room`` or is not what is promised."""
    start = info.header_offset
    header = data[start : start + 30]
    if len(header) < 30 or not header.startswith(b"PK\x03\x04"):
        raise Refused(Reason("file-broken"))
    name_length, extra_length = struct.unpack("<HH", header[26:30])
    start += 30 + name_length + extra_length
    packed = data[start : start + info.compress_size]
    if info.file_size > room:
        raise Refused(Reason("file-unpacks-too-large"))
    if info.compress_type == zipfile.ZIP_STORED:
        content = packed
    elif info.compress_type == zipfile.ZIP_DEFLATED:
        # One byte more than promised is enough to catch a directory that lies.
        try:
            content = zlib.decompressobj(-15).decompress(packed, info.file_size + 1)
        except zlib.error as error:
            raise Refused(Reason("file-broken")) from error
    else:
        raise Refused(Reason("file-broken"))
    if len(content) != info.file_size or zlib.crc32(content) != info.CRC:
        raise Refused(Reason("file-broken"))
    return content
