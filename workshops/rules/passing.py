"""Passing rules to begin with, and a rule in words. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from participants.rules import wording
from workshops.models import JpBasis, PassingRule, ScoreMeans

# Every field of a rule that a form may ask, with what it is where nobody says otherwise.
FIELDS: dict[str, Any] = {
    "minimum_share": Decimal("0.8"),
    "minimum_share_per_stage": None,
    "deliverables_required": False,
    "counted_deliverables": [],
    "mandatory_required": True,
    "minimum_score": None,
    "score_means": ScoreMeans.CONDITION,
    "bands": [],
    "excused_leaves_denominator": False,
    "floor_jp": 0,
    "jp_basis": JpBasis.ATTENDED,
    "stage_certificates": False,
    "followed_counts": False,
}
# Those that say which certificate or what is recorded, not what is asked: presets leave them alone.
KEPT = ("stage_certificates", "followed_counts")


@dataclass(frozen=True)
class Preset:
    """Conditions many a Bimtek has; what it does not name is as by default."""

    name: Any
    summary: Any
    asked: Mapping[str, Any] = field(default_factory=dict)


PRESETS: dict[str, Preset] = {
    "hadir": Preset(
        _("Cukup hadir"),
        _("Hadir paling sedikit 80 % dari JP. Untuk Bimtek satu atau dua hari."),
    ),
    "hasil-kerja": Preset(
        _("Bertahap, dengan hasil kerja"),
        _(
            "Hadir 80 % dari JP seluruhnya dan 50 % di tiap tahap, dan semua hasil kerja OPD "
            "diterima. Untuk pendampingan beberapa tahap."
        ),
        {"minimum_share_per_stage": Decimal("0.5"), "deliverables_required": True},
    ),
    "ujian": Preset(
        _("Dengan ujian"),
        _("Hadir 80 % dari JP, dan nilai post-test paling sedikit 70."),
        {"minimum_score": Decimal(70)},
    ),
}


def asked_of(rule: PassingRule) -> dict[str, Any]:
    """What this version asks, to be saved anew."""
    return {name: getattr(rule, name) for name in FIELDS}


def preset_over(rule: PassingRule | None, code: str) -> dict[str, Any]:
    """What the preset asks, keeping what a preset does not decide."""
    kept = {name: getattr(rule, name) for name in KEPT} if rule else {}
    return FIELDS | dict(PRESETS[code].asked) | kept


def in_words(rule: PassingRule, asked: Collection[str] = ()) -> list[str]:
    """What the rule asks, a sentence each; ``asked``: titles of the hasil kerja that count."""
    said = [
        gettext("Hadir paling sedikit %(share)s dari JP.") % {"share": _percent(rule.minimum_share)}
    ]
    if rule.minimum_share_per_stage is not None:
        said.append(
            gettext("Di tiap tahap paling sedikit %(share)s dari JP.")
            % {"share": _percent(rule.minimum_share_per_stage)}
        )
    if rule.excused_leaves_denominator:
        said.append(
            gettext(
                "Ketidakhadiran beralasan tidak dihitung, tetapi paling sedikit %(jp)s JP diikuti."
            )
            % {"jp": rule.floor_jp}
        )
    if rule.deliverables_required:
        said.append(_deliverables(rule, asked))
    if not rule.mandatory_required:
        said.append(gettext("Sesi wajib boleh tidak dihadiri."))
    if rule.minimum_score is not None:
        score = wording.number(rule.minimum_score, get_language() or "id")
        if rule.score_means == ScoreMeans.GRADES:
            said.append(
                gettext("Lulus dengan nilai post-test paling sedikit %(n)s.") % {"n": score}
            )
        else:
            said.append(gettext("Nilai post-test paling sedikit %(n)s.") % {"n": score})
    if rule.bands:
        names = ", ".join(f"{band['name']} ({band['from']})" for band in rule.bands)
        said.append(gettext("Kualifikasi: %(names)s.") % {"names": names})
    if rule.jp_basis == JpBasis.PROGRAMME:
        said.append(gettext("Sertifikat menyebut JP penuh program."))
    if rule.stage_certificates:
        said.append(gettext("Setiap tahap boleh mempunyai sertifikatnya sendiri."))
    if rule.followed_counts:
        said.append(gettext("JP pada surat keterangan masuk riwayat pelatihan."))
    return said


def _deliverables(rule: PassingRule, asked: Collection[str]) -> str:
    if not rule.counted_deliverables:
        return gettext("Semua hasil kerja OPD diterima.")
    count = len(rule.counted_deliverables)
    text = ngettext(
        "%(count)s hasil kerja OPD yang ditandai diterima",
        "%(count)s hasil kerja OPD yang ditandai diterima",
        count,
    ) % {"count": count}
    return f"{text}: {'; '.join(asked)}." if asked else f"{text}."


def _percent(share: Decimal) -> str:
    return f"{wording.number((share * 100).normalize(), get_language() or 'id')} %"
