"""Words for what still stands between somebody and a certificate: numbers to act on."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from participants.errors import declare
from workshops.models import SlotKind


def _to_come(args: Mapping[str, Any]) -> str:
    return ngettext(
        "Sudah %(attended)s JP. Perlu %(needed)s. Datang %(times)s kali lagi",
        "Sudah %(attended)s JP. Perlu %(needed)s. Datang %(times)s kali lagi",
        args["times"],
    ) + _when(args)


def _reach_to_come(args: Mapping[str, Any]) -> str:
    return ngettext(
        "Sudah %(attended)s JP. Perlu %(needed)s. Datang %(times)s kali lagi.",
        "Sudah %(attended)s JP. Perlu %(needed)s. Datang %(times)s kali lagi.",
        args["times"],
    )


def _stage_to_come(args: Mapping[str, Any]) -> str:
    return ngettext(
        "%(stage)s: sudah %(attended)s JP, perlu %(needed)s. Datang %(times)s kali lagi",
        "%(stage)s: sudah %(attended)s JP, perlu %(needed)s. Datang %(times)s kali lagi",
        args["times"],
    ) + _when(args)


def _when(args: Mapping[str, Any]) -> str:
    """`` (pagi atau siang).``: the kinds of slot any of which will do, in the order of a day."""
    kinds = [str(kind.label).lower() for kind in SlotKind if kind.value in args.get("kinds", ())]
    if not kinds:
        return gettext(", pada presensi yang JP-nya paling banyak.")
    either = gettext(" atau ").join(kinds).replace("%", "%%")
    return f" ({either})."


def _deliverables(args: Mapping[str, Any]) -> str:
    return ngettext(
        "%(missing)s dari %(asked)s hasil kerja OPD belum diterima.",
        "%(missing)s dari %(asked)s hasil kerja OPD belum diterima.",
        args["missing"],
    )


def _entry_work(args: Mapping[str, Any]) -> str:
    """The title of the work in the reader's language, as far as it has one."""
    english = get_language() == "en" and args.get("work_en")
    work = str(args["work_en"] if english else args["work"]).replace("%", "%%")
    return gettext("%(work)s dari %(owner)s belum diterima.").replace("%(work)s", work)


declare(
    {
        "entry-work-missing": _entry_work,
        "jp-to-come": _to_come,
        "jp-missing": _("Sudah %(attended)s JP. Perlu %(needed)s. Kurang %(missing)s JP."),
        "jp-out-of-reach": _(
            "Sudah %(attended)s JP. Paling banyak %(best)s JP; "
            "minimum %(needed)s tidak terjangkau lagi."
        ),
        "stage-jp-to-come": _stage_to_come,
        "stage-jp-missing": _(
            "%(stage)s: sudah %(attended)s JP, perlu %(needed)s. Kurang %(missing)s JP."
        ),
        "stage-jp-out-of-reach": _(
            "%(stage)s: sudah %(attended)s JP. Paling banyak %(best)s JP; "
            "minimum %(needed)s tidak terjangkau lagi."
        ),
        "reach-enough": _("Sudah %(attended)s JP. Minimum %(needed)s JP tercapai."),
        "reach-to-come": _reach_to_come,
        "reach-out-of-reach": _(
            "Sudah %(attended)s JP. Paling banyak %(best)s JP; "
            "minimum %(needed)s tidak terjangkau lagi."
        ),
        "reach-stage-or-session-lost": _(
            "Sudah %(attended)s JP. Minimum suatu tahap atau sesi wajib tidak terjangkau lagi."
        ),
        "reach-nothing-expected": _("Tidak memegang kursi pada tahap mana pun."),
        "nothing-expected": _("Tidak memegang kursi pada tahap mana pun."),
        "mandatory-missed": _("Tidak hadir pada sesi wajib “%(topic)s”."),
        "mandatory-ahead": _("Sesi wajib “%(topic)s” masih akan berlangsung."),
        "deliverables-missing": _deliverables,
        "score-missing": _("Nilai post-test belum ada. Perlu %(minimum)s."),
        "score-too-low": _("Nilai post-test %(score)s. Perlu %(minimum)s."),
    }
)
