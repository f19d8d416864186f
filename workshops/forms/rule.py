"""What a certificate asks, as people type it."""

import hashlib
import json
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from participants.errors import Refused
from participants.models import Competency
from participants.rules.wording import titled
from workshops.models import AwardRule, JpBasis, PassingRule, ScoreMeans
from workshops.rules.entitlement import bands_text, read_bands
from workshops.rules.passing import FIELDS

HUNDRED = Decimal(100)


def _hold_score(field: forms.DecimalField) -> None:
    """Scores are from 0 to 100 (domain.md §2.8)."""
    field.validators += [MinValueValidator(0), MaxValueValidator(100)]


class PassingRuleForm(forms.ModelForm):
    """Shares as people say them, in percent; the action gets them between 0 and 1. ``works``: the
    hasil kerja that can be asked; ``mandatory``: topics of the sessions marked wajib."""

    percent = forms.DecimalField(
        label=_("Kehadiran minimum (%)"),
        min_value=0,
        max_value=100,
        decimal_places=2,
        max_digits=5,
        localize=True,
    )
    percent_per_stage = forms.DecimalField(
        label=_("Kehadiran minimum per tahap (%)"),
        min_value=0,
        max_value=100,
        decimal_places=2,
        max_digits=5,
        required=False,
        localize=True,
    )
    counted_deliverables = forms.MultipleChoiceField(
        label=_("Hasil kerja yang dihitung"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Bila tidak ada yang ditandai, semuanya dihitung."),
    )
    bands_typed = forms.CharField(
        label=_("Kualifikasi kelulusan"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Satu per baris: nilai terendah lalu namanya. Contoh: 90,01 Sangat Memuaskan"),
    )

    class Meta:
        model = PassingRule
        localized_fields = ["minimum_score"]
        fields = [
            "deliverables_required",
            "mandatory_required",
            "minimum_score",
            "score_means",
            "excused_leaves_denominator",
            "floor_jp",
            "jp_basis",
            "stage_certificates",
            "followed_counts",
        ]
        widgets = {"score_means": forms.RadioSelect, "jp_basis": forms.RadioSelect}
        labels = {
            "jp_basis": _("JP pada sertifikat"),
            "floor_jp": _("JP paling sedikit"),
            "score_means": _("Nilai itu menentukan"),
            "stage_certificates": _("Setiap tahap dapat mempunyai sertifikatnya sendiri"),
            "followed_counts": _("JP pada surat keterangan masuk riwayat pelatihan"),
        }
        help_texts = {
            "jp_basis": _("Angka yang sama dipakai sertifikat, riwayat pelatihan, dan SIASN."),
            "score_means": _("“Lulus” hanya untuk pelatihan di bawah BKPSDM."),
            "excused_leaves_denominator": _(
                "Izin, sakit, dinas luar, dan cuti dikeluarkan dari pembagi. Biasanya tidak."
            ),
            "floor_jp": _(
                "Batas bawah JP yang diikuti, bila ketidakhadiran beralasan tidak dihitung."
            ),
            "stage_certificates": _(
                "Dapat terbit begitu tahapnya selesai, tanpa menutup seluruh Bimtek."
            ),
            "followed_counts": _(
                "Bagi yang ikut sebagian. Biasanya tidak: riwayat pada SIASN meminta sertifikat."
            ),
        }

    field_order = [
        "percent",
        "percent_per_stage",
        "mandatory_required",
        "deliverables_required",
        "counted_deliverables",
        "minimum_score",
        "score_means",
        "bands_typed",
        "excused_leaves_denominator",
        "floor_jp",
        "jp_basis",
        "stage_certificates",
        "followed_counts",
    ]

    def __init__(self, *args: Any, works: Any = (), mandatory: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rule = self.instance
        self.fields["percent"].initial = (rule.minimum_share * HUNDRED).normalize()
        if rule.minimum_share_per_stage is not None:
            share = rule.minimum_share_per_stage * HUNDRED
            self.fields["percent_per_stage"].initial = share.normalize()
        self.fields["jp_basis"].choices = JpBasis.choices
        self.fields["score_means"].choices = ScoreMeans.choices
        self.fields["score_means"].required = False
        self.fields["bands_typed"].initial = bands_text(rule.bands)
        language = get_language() or "id"
        self.fields["counted_deliverables"].choices = [
            (work.public_id, f"{titled(work.stage, language)}: {titled(work, language)}")
            for work in works
        ]
        self.fields["counted_deliverables"].initial = rule.counted_deliverables
        if not works:
            del self.fields["counted_deliverables"]
        topics = "; ".join(mandatory)
        self.fields["mandatory_required"].help_text = (
            _("Ditandai pada jadwal: %(topics)s.") % {"topics": topics}
            if topics
            else _("Belum ada sesi yang ditandai wajib pada jadwal.")
        )
        _hold_score(self.fields["minimum_score"])

    def clean_bands_typed(self) -> list[dict[str, str]]:
        try:
            return read_bands(self.cleaned_data["bands_typed"])
        except Refused as refused:
            raise forms.ValidationError([str(one) for one in refused.reasons]) from refused

    def clean_score_means(self) -> str:
        return self.cleaned_data["score_means"] or ScoreMeans.CONDITION

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("bands_typed") and said.get("score_means") != ScoreMeans.GRADES:
            self.add_error("bands_typed", _("Kualifikasi hanya ada bila nilai menentukan lulus."))
        return said

    def asked(self) -> dict[str, Any]:
        """What the action takes besides workshop, by and at."""
        given = dict(self.cleaned_data)
        percent, per_stage = given.pop("percent"), given.pop("percent_per_stage")
        given["bands"] = given.pop("bands_typed")
        return (
            FIELDS
            | given
            | {
                "minimum_share": percent / HUNDRED,
                "minimum_share_per_stage": None if per_stage is None else per_stage / HUNDRED,
            }
        )


def fingerprint(asked: dict[str, Any]) -> str:
    """Tells two sets of conditions apart: what is saved is what was looked at."""
    plain = {
        name: f"{value.normalize():f}" if isinstance(value, Decimal) else value
        for name, value in asked.items()
    }
    return hashlib.sha256(json.dumps(plain, sort_keys=True, default=str).encode()).hexdigest()[:24]


class AwardRuleForm(forms.ModelForm):
    """Which level is proposed for those entitled, perhaps only from a score on."""

    level = forms.TypedChoiceField(
        label=_("Tingkat"), coerce=int, choices=[(n, str(n)) for n in range(1, 6)]
    )

    class Meta:
        model = AwardRule
        localized_fields = ["minimum_score"]
        fields = ["competency", "level", "minimum_score"]
        labels = {"competency": _("Kompetensi")}
        help_texts = {"minimum_score": _("Kosongkan bila tanpa post-test.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["competency"].queryset = Competency.objects.order_by("name_id", "pk")
        self.fields["competency"].empty_label = _("Pilih kompetensi")
        self.fields["competency"].to_field_name = "public_id"
        _hold_score(self.fields["minimum_score"])
