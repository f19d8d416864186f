"""Tables of the day: the roll call, the devices, and what everybody has earned."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from participants.rules import wording
from participants.tables.status import status
from workshops.models import AttendanceStatus, EntitlementKind

STATUS_TONES: dict[str, str] = {
    AttendanceStatus.PRESENT: "ok",
    AttendanceStatus.LATE: "warn",
    AttendanceStatus.ABSENT: "idle",
}
LETTERS = {
    "received": ("ok", _("SPT diterima")),
    "to_follow": ("warn", _("SPT menyusul")),
    "none": ("idle", _("Belum ada SPT")),
}
KINDS: dict[str, tuple[str, Any]] = {
    EntitlementKind.NONE: ("warn", _("Belum berhak")),
    EntitlementKind.ATTENDED: ("gold", _("Telah mengikuti")),
    EntitlementKind.COMPLETED: ("gold", _("Lulus")),
}
MAIN = {"td": {"class": "main"}}
QUIET = {"td": {"class": "quiet"}, "th": {"class": "quiet"}}
NUMBER = {"td": {"class": "num"}, "th": {"class": "num"}}


class RollCallTable(tables.Table):
    """Everybody at one slot."""

    name = tables.Column(
        _("Nama"),
        attrs=MAIN,
        linkify=lambda record, table: table.address_of(record),
    )
    unit = tables.Column(_("OPD"))
    status = tables.Column(_("Kehadiran"))
    arrived_at = tables.Column(_("Jam datang"), attrs=NUMBER, default="–")
    source = tables.Column(_("Dicatat lewat"), attrs=QUIET, default="–")
    letter = tables.Column(_("Surat tugas"))

    class Meta:
        empty_text = _("Tidak ada nama pada daftar ini.")

    def __init__(self, *args: Any, workshop: Any, slot: Any, **kwargs: Any) -> None:
        self.workshop, self.slot = workshop, slot
        self.caption = _("Daftar hadir")
        super().__init__(*args, **kwargs)

    def address_of(self, line: Any) -> str:
        return reverse(
            "workshops:attendance-detail",
            args=[self.workshop.public_id, self.slot.public_id, line.registration.public_id],
        )

    def render_status(self, value: str) -> SafeString:
        word = AttendanceStatus(value).label
        if value == AttendanceStatus.ABSENT and self.slot.state in ("planned", "open"):
            word = _("Belum hadir")
        return status(STATUS_TONES.get(value, "info"), word)

    def render_arrived_at(self, value: Any) -> str:
        return wording.clock(value, self.workshop.unit.timezone, get_language() or "id")

    def render_letter(self, value: str) -> SafeString:
        return status(*LETTERS[value])


class EarnedTable(tables.Table):
    """What each registration has earned, or would if the Bimtek were closed now."""

    name = tables.Column(
        _("Nama"),
        attrs=MAIN,
        accessor="registration__printed_name",
        linkify=lambda record, table: reverse(
            "workshops:entitlement-detail",
            args=[table.workshop.public_id, record.registration.public_id],
        ),
    )
    unit = tables.Column(_("OPD"), accessor="registration__unit__name")
    jp = tables.Column(_("JP"), attrs=NUMBER, accessor="progress__jp_attended")
    kind = tables.Column(_("Sertifikat"))
    reasons = tables.Column(_("Yang masih kurang"), orderable=False, default="–")

    class Meta:
        empty_text = _("Belum ada peserta.")

    def __init__(self, *args: Any, workshop: Any, **kwargs: Any) -> None:
        self.workshop = workshop
        self.caption = _("Hak atas sertifikat")
        super().__init__(*args, **kwargs)

    def render_jp(self, record: Any) -> str:
        return _("%(attended)s dari %(expected)s") % {
            "attended": record.progress.jp_attended,
            "expected": record.progress.jp_expected,
        }

    def render_kind(self, value: str) -> SafeString:
        return status(*KINDS[value])

    def render_reasons(self, value: Any) -> str:
        return " ".join(str(reason) for reason in value) or "–"


class DeviceTable(tables.Table):
    """Door devices of a Bimtek, with when each last sent a scan."""

    name = tables.Column(_("Perangkat"), attrs=MAIN)
    state = tables.Column(_("Keadaan"), accessor="pk", orderable=False)
    stages = tables.Column(_("Tahap"), accessor="stages", orderable=False, attrs=QUIET)
    scans = tables.Column(_("Pemindaian"), attrs=NUMBER)
    last_seen = tables.Column(_("Terakhir mengirim"), default="–")
    act = tables.TemplateColumn(
        template_name="workshops/device_act.html", verbose_name=_("Tindakan"), orderable=False
    )

    class Meta:
        empty_text = _("Belum ada perangkat.")

    def __init__(self, *args: Any, workshop: Any, **kwargs: Any) -> None:
        self.workshop = workshop
        self.caption = _("Perangkat pintu")
        super().__init__(*args, **kwargs)

    def render_state(self, record: Any) -> SafeString:
        if record.revoked_at:
            return status("idle", _("Dicabut"))
        if record.activated_at:
            return status("ok", _("Dipakai, boleh bertindak") if record.may_act else _("Dipakai"))
        return status("warn", _("Menunggu HP"))

    def render_stages(self, value: Any) -> str:
        limits = sorted(value.all(), key=lambda stage: stage.order)
        return ", ".join(stage.title_id for stage in limits) or str(_("Semua tahap"))

    def render_last_seen(self, value: Any) -> str:
        return wording.date_and_clock(value, self.workshop.unit.timezone, get_language() or "id")
