"""The list of invitations, who has named nobody on top."""

import django_tables2 as tables
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from participants.rules import wording
from participants.rules.phone import print_phone
from participants.tables.status import status
from workshops.queries.invitation import InvitationRow
from workshops.rules.inviting import Answer
from workshops.tables.workshop import NUMBERS

TONES = {Answer.NONE: "bad", Answer.SOME: "warn", Answer.ALL: "ok", Answer.WITHDRAWN: "idle"}


class InvitationTable(tables.Table):
    """Rows are ``InvitationRow``; kept in the order they come in unless a column is chosen."""

    unit = tables.Column(
        _("OPD"),
        accessor="invitation__unit__name",
        attrs={"td": {"class": "main"}},
        linkify=(
            "workshops:invitation-detail",
            {
                "code": tables.A("invitation__workshop__public_id"),
                "invitation_id": tables.A("invitation__public_id"),
            },
        ),
    )
    phone = tables.Column(
        _("Nomor HP"),
        accessor="invitation__phone",
        orderable=False,
        attrs={"td": {"class": "unbroken"}},
    )
    body = tables.Column(_("Jalur"), accessor="invitation__get_body_display", orderable=False)
    named = tables.Column(_("Ditunjuk"), attrs=NUMBERS)
    answered = tables.Column(_("Keadaan"), orderable=False, attrs={"td": {"class": "unbroken"}})
    told_at = tables.Column(
        _("Terakhir dikirim"), empty_values=(), attrs={"td": {"class": "moment"}}
    )
    act = tables.TemplateColumn(
        template_name="workshops/invitation_act.html", verbose_name=_("Tindakan"), orderable=False
    )

    caption = _("Undangan")

    def render_phone(self, value: str) -> str:
        return print_phone(value)

    def render_told_at(self, record: InvitationRow) -> str:
        if record.told_at:
            zone = record.invitation.workshop.unit.timezone
            return wording.date_and_clock(record.told_at, zone, get_language() or "id")
        return status("warn", _("belum dikirim")) if record.waiting else ""

    def render_named(self, record: InvitationRow) -> str:
        return f"{record.named}/{record.seats}"

    def render_answered(self, value: Answer) -> str:
        return status(TONES[value], str(value.label))
