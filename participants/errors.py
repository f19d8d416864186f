"""How we say no: reasons as codes with arguments, worded only where they are shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# Every code that is ever raised stands here or in a package's own errors.py, with its sentence.
# Placeholders are the reason's arguments: "%(name)s".
WORDS: dict[str, Any] = {}


@dataclass(frozen=True)
class Reason:
    """Why something is refused or still missing: ``Reason("letter-missing", unit="Dinas Kesehatan")``.

    Frozen and comparable; ``as_json`` is what may be stored for years, ``str()`` is the sentence in
    the reader's language.
    """

    code: str
    args: Mapping[str, Any] = field(default_factory=dict)

    def __init__(self, code: str, **args: Any) -> None:
        object.__setattr__(self, "code", code)
        object.__setattr__(self, "args", args)

    def __hash__(self) -> int:
        return hash((self.code, tuple(sorted((k, str(v)) for k, v in self.args.items()))))

    def __str__(self) -> str:
        words = WORDS.get(self.code)
        if words is None:
            return self.code
        sentence = words(self.args) if callable(words) else str(words)
        return sentence % self.args if self.args else sentence

    def as_json(self) -> dict[str, Any]:
        return {"code": self.code, "args": dict(self.args)}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Reason":
        return cls(stored["code"], **stored.get("args", {}))


class Refused(Exception):
    """An action said no. Carries one reason or more; a page shows them, the API answers 409."""

    def __init__(self, *reasons: Reason) -> None:
        super().__init__(*reasons)
        self.reasons: tuple[Reason, ...] = reasons

    def __str__(self) -> str:
        return " ".join(str(reason) for reason in self.reasons) or _("Tidak dapat dilakukan.")


def declare(words: Mapping[str, Any]) -> None:
    """Adds a package's words. Raises ValueError when a code is already taken."""
    for code, sentence in words.items():
        if code in WORDS:
            raise ValueError(f"Reason code {code!r} is declared twice.")
        WORDS[code] = sentence


declare(
    {
        "not-allowed": gettext_lazy("Anda tidak berwenang melakukan ini."),
        "reason-required": gettext_lazy("Tuliskan alasannya terlebih dahulu."),
        "already-done": gettext_lazy("Ini sudah dilakukan sebelumnya; tidak ada yang berubah."),
        "overlapping-employment": gettext_lazy(
            "Masa kerja ini bertumpang tindih dengan yang sudah tercatat mulai %(start)s."
        ),
        "number-taken": gettext_lazy("Nomor %(number)s sudah dipakai pada register ini."),
        "number-block-exhausted": gettext_lazy(
            "Nomor yang disediakan habis: tersedia %(available)s, diperlukan %(needed)s."
        ),
        "identifier-taken": gettext_lazy("Nomor identitas ini sudah tercatat pada orang lain."),
        "unit-name-taken": gettext_lazy("Sudah ada unit bernama %(name)s."),
        "unit-is-a-pemda": gettext_lazy("Pemerintah daerah tidak dapat ditutup."),
        "job-failed": gettext_lazy(
            "Pekerjaan ini gagal berulang kali. Coba lagi, atau hubungi pengelola sistem."
        ),
    }
)
