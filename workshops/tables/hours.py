"""Everybody's hours: so far, best still possible, and what follows."""

import django_tables2 as tables
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from participants.tables.status import status
from workshops.queries.progress import RegistrationProgress
from workshops.rules.progress import Prospect, reach_reason

TONES: dict[Prospect, str] = {
    Prospect.ENOUGH: "ok",
    Prospect.TO_COME: "info",
    Prospect.OUT_OF_REACH: "bad",
    Prospect.NOTHING_EXPECTED: "idle",
}
NUMBER = {"td": {"class": "num"}, "th": {"class": "num"}}


class HoursTable(tables.Table):
    """Rows of ``progress_of``."""

    name = tables.Column(
        _("Nama"),
        attrs={"td": {"class": "main"}},
        accessor="registration__printed_name",
        linkify=(
            "workshops:registration-detail",
            {
                "code": tables.A("registration__workshop__public_id"),
                "registration": tables.A("registration__public_id"),
            },
        ),
    )
    unit = tables.Column(_("OPD"), accessor="registration__unit__name")
    attended = tables.Column(_("JP sejauh ini"), attrs=NUMBER, accessor="progress__jp_attended")
    best = tables.Column(_("Paling banyak"), attrs=NUMBER, accessor="reach__best", default="–")
    needed = tables.Column(_("Perlu"), attrs=NUMBER, accessor="reach__needed", default="–")
    prospect = tables.Column(_("Keadaan"), accessor="reach__prospect", default="–")
    said = tables.Column(
        _("Keterangan"),
        attrs={"td": {"class": "said"}},
        accessor="reach",
        orderable=False,
        default="–",
    )

    caption = _("Capaian JP per orang")

    class Meta:
        empty_text = _("Tidak ada nama pada daftar ini.")

    def render_prospect(self, value: Prospect) -> SafeString:
        return status(TONES[value], value.label)

    def render_said(self, record: RegistrationProgress) -> str:
        return str(reach_reason(record.reach)) if record.reach else "–"
