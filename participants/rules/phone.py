"""Reads Indonesian mobile numbers as people type them, and writes them for people and for WhatsApp."""

import re

from participants.errors import Reason

# After 62: an operator's prefix 8xx and 6 to 9 digits more.
_MOBILE = re.compile(r"8[1-9][0-9]{7,10}")
_NOISE = re.compile(r"[\s.,/;()'’‘`\-–—_\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")
_LABEL = re.compile(
    r"^\s*(no\.?\s*)?(hp|wa|whatsapp|telp|tel|tlp|handphone)\b\s*[.:/]*\s*", re.IGNORECASE
)
_EXCEL = re.compile(r"^\d([.,]\d*)?\s*E\s*\+?\s*\d{1,2}$", re.IGNORECASE)


def read_phone(text: str) -> tuple[str | None, list[Reason]]:
    """The number as +62812…, or why it is none; (None, []) where nothing but a dash is given."""
    bare = _LABEL.sub("", text)
    if _EXCEL.match(bare.strip()):
        return None, [Reason("phone-damaged-by-excel")]
    written = re.sub(
        r"^\s*'?\s*((?:8|62)[0-9]{8,})[.,]0$", r"\1", bare
    )  # 81234567890.0 from a number cell
    parts = re.split(r"[/;,&]|\batau\b|\bdan\b", written)
    numbers = sum(len(re.findall(r"[0-9]", part)) >= 9 for part in parts)
    if numbers > 1:
        return None, [Reason("phone-several", numbers=numbers)]
    digits = _NOISE.sub("", written)
    if not digits:
        return None, []
    if not re.fullmatch(r"\+?[0-9]+", digits):
        return None, [Reason("phone-not-digits")]
    return _national(digits)


def print_phone(number: str) -> str:
    """As people write it here: 0812-3456-7890."""
    digits = "0" + number.removeprefix("+62")
    return "-".join(filter(None, (digits[:4], digits[4:8], digits[8:])))


def whatsapp_number(number: str) -> str:
    """628… for +628…, as WhatsApp's addresses want it."""
    return number.removeprefix("+")


def _national(digits: str) -> tuple[str | None, list[Reason]]:
    core = re.sub(r"^(\+|00)", "", digits)
    if core != digits and not core.startswith("62"):
        return None, [Reason("phone-not-indonesian")]
    national = re.sub(r"^(62)?0?(?=8)", "", core)
    if _MOBILE.fullmatch(national):
        return f"+62{national}", []
    if national.startswith("8"):
        return None, [Reason("phone-wrong-length", digits=len(national) + 1)]
    return None, [Reason("phone-not-mobile")]
