"""Words for what still stands between somebody and a certificate: numbers to act on."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from participants.errors import declare
from participants.rules import wording
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


def _on_a_day(sentence: Any) -> Callable[[Mapping[str, Any]], str]:
    """The sentence with ``on``, an ISO date, as a date is read."""

    def said(args: Mapping[str, Any]) -> str:
        day = wording.date_long(date.fromisoformat(str(args["on"])), get_language() or "id")
        return str(sentence).replace("%(on)s", day)

    return said


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
        "exemption-granted": _on_a_day(
            _("Diberi hak dengan pengecualian oleh %(by)s, %(on)s: %(because)s")
        ),
        "exemption-excluded": _on_a_day(_("Tidak diberi hak, menurut %(by)s, %(on)s: %(because)s")),
        "exemption-standing": _(
            "Sudah ada pengecualian untuk peserta ini. Tarik dahulu bila hendak menggantinya."
        ),
        "exemption-not-judged": _("Orang ini bukan peserta yang dinilai pada Bimtek ini."),
        "exemption-for-oneself": _("Pengecualian untuk diri sendiri ditetapkan oleh orang lain."),
        "exemption-earned-already": _(
            "Peserta ini sudah memenuhi syarat, jadi tidak memerlukan pengecualian."
        ),
        "band-unreadable": _(
            "“%(given)s” tidak terbaca. Tulis nilai terendah lalu namanya, "
            "misalnya: 90,01 Sangat Memuaskan"
        ),
        "band-twice": _("“%(given)s” sama dengan baris lain: nilai dan nama hanya sekali."),
        "bands-too-many": _("Paling banyak %(most)s kualifikasi."),
        "band-below-minimum": _(
            "Kualifikasi “%(name)s” mulai dari %(lowest)s, di bawah nilai minimum %(minimum)s."
        ),
        "pass-needs-hr": _(
            "“Lulus” hanya untuk pelatihan di bawah BKPSDM: aturan ini disimpan oleh akun "
            "kepegawaian yang berwenang atas penyelenggara. Pilih nilai sebagai syarat sertifikat."
        ),
        "pass-needs-score": _("Tuliskan nilai minimum, karena nilai yang menentukan kelulusan."),
        "rule-changed-meanwhile": _(
            "Versi %(version)s baru saja disimpan oleh %(by)s. Periksa lagi akibatnya terhadap "
            "versi itu."
        ),
        "stage-not-held": _("Tahap ini belum selesai. Nyatakan selesai dahulu."),
        "stage-closed-already": _("Hak pada tahap ini sudah dibekukan."),
        "stage-not-closed": _("Hak pada tahap ini belum dibekukan."),
        "stage-frozen": _(
            "Hak pada tahap ini sudah dibekukan untuk sertifikatnya. Buka kembali dahulu."
        ),
        "stage-certificates-off": _(
            "Syarat kelulusan Bimtek ini tidak menyediakan sertifikat per tahap."
        ),
    }
)
