"""The evaluation of a year: weights, scores, letter."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from participants.rules import wording
from workshops.forms.naming import DayInput
from workshops.forms.programme import FigureField, UnitField, with_region
from workshops.models import Dimension, Evaluation, EvaluationRound, Pillar
from workshops.rules.evaluation import FIRST_YEAR, LARGEST, LAST_YEAR, USUAL_WEIGHTS, Scores


class ScoreField(FigureField):
    """A score of 0 to 4 with at most two places."""

    def clean(self, value: Any) -> Any:
        score = super().clean(value)
        if score is not None and not 0 <= score <= LARGEST:
            raise forms.ValidationError(_("Nilai antara 0 dan 4."))
        if score is not None and score != score.quantize(Decimal("0.01")):
            raise forms.ValidationError(_("Paling banyak dua angka di belakang koma."))
        return score


class WeightsForm(forms.Form):
    """Percents by dimension; the action sees that they make a hundred."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for one in Dimension:
            self.fields[one.value] = forms.IntegerField(
                label=_("Bobot %s (%%)") % one.label,
                min_value=0,
                max_value=100,
                initial=USUAL_WEIGHTS[one],
            )

    def weights(self) -> dict[str, int]:
        return {name: self.cleaned_data[name] for name in Dimension.values}


class OpenForm(WeightsForm):
    """A new year."""

    keeper = UnitField(label=_("Pengelola"), empty_label=None)
    year = forms.IntegerField(label=_("Tahun"), min_value=FIRST_YEAR, max_value=LAST_YEAR)

    def __init__(self, *args: Any, keepers: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["keeper"].queryset = keepers
        if len(keepers) == 1:
            self.initial["keeper"] = keepers[0].public_id
            self.fields["keeper"].widget = forms.HiddenInput()
        elif len(roots := {keeper.root_path for keeper in keepers}) > 1:
            self.fields["keeper"].label_from_instance = with_region(roots)


class ScoresForm(forms.Form):
    """One round: five dimensions and six pillars, as far as they are known."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for one in (*Dimension, *Pillar):
            self.fields[one.value] = ScoreField(label=one.label)

    def dimension_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in Dimension.values]

    def pillar_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in Pillar.values]

    def scores(self) -> Scores:
        told = self.cleaned_data
        return Scores(
            {name: told[name] for name in Dimension.values if told[name] is not None},
            {name: told[name] for name in Pillar.values if told[name] is not None},
        )


class LetterForm(forms.Form):
    """What the ministry's letter says."""

    number = forms.CharField(label=_("Nomor surat hasil"), max_length=80, required=False)
    dated_on = forms.DateField(label=_("Tanggal surat"), required=False, widget=DayInput())
    index = ScoreField(
        label=_("Indeks menurut surat"),
        help_text=_("Kosongkan bila sama dengan hitungan dari nilai asesor."),
    )
    province_rank = forms.IntegerField(
        label=_("Peringkat provinsi"), required=False, min_value=1, max_value=999
    )
    national_rank = forms.IntegerField(
        label=_("Peringkat nasional"), required=False, min_value=1, max_value=999
    )
    note = forms.CharField(
        label=_("Catatan"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def scores_of(evaluation: Evaluation, round_: str) -> dict[str, str]:
    """What the form of a round shows: what is known, for assessors at first the self-assessment."""
    known = list(evaluation.scores.order_by("pk"))
    own = [one for one in known if one.round == round_]
    rows = own or [one for one in known if one.round == EvaluationRound.SELF]
    return {one.dimension or one.pillar: wording.score(one.score) for one in rows}


def letter_of(evaluation: Evaluation) -> dict[str, Any]:
    index = evaluation.published_index
    return {
        "number": evaluation.letter_number,
        "dated_on": evaluation.letter_on,
        "index": "" if index is None else wording.score(index),
        "province_rank": evaluation.province_rank,
        "national_rank": evaluation.national_rank,
        "note": evaluation.note,
    }
