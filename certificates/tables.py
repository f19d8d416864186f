"""Lists of certificates and layouts, and how they are narrowed."""

from typing import Any

import django_filters
import django_tables2 as tables
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from certificates.models import (
    Certificate,
    CertificateKind,
    CertificateState,
    IssuerKey,
    SigningAccount,
    Template,
)
from participants.models import OrganisationUnit
from participants.tables.number import breakable
from participants.tables.status import status

TONES = {
    CertificateState.PREPARED: "warn",
    CertificateState.ISSUED: "gold",
    CertificateState.REVOKED: "bad",
    CertificateState.SUPERSEDED: "idle",
    CertificateState.WITHDRAWN: "idle",
}


class CertificateFilter(django_filters.FilterSet):
    """By unit, kind and state; they stand in the address, so never by a name."""

    opd = django_filters.ModelChoiceFilter(
        field_name="registration__unit",
        queryset=OrganisationUnit.objects.none(),
        to_field_name="public_id",
        label=_("OPD"),
        empty_label=_("Semua"),
    )
    jenis = django_filters.ChoiceFilter(
        field_name="kind", choices=CertificateKind.choices, label=_("Jenis"), empty_label=_("Semua")
    )
    keadaan = django_filters.ChoiceFilter(
        field_name="state",
        choices=CertificateState.choices,
        label=_("Keadaan"),
        empty_label=_("Semua"),
    )

    class Meta:
        model = Certificate
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = self.queryset.order_by().values("registration__unit")
        self.filters["opd"].queryset = OrganisationUnit.objects.filter(pk__in=units).order_by(
            "name", "pk"
        )


class CertificateTable(tables.Table):
    """Rows of ``Certificate.objects.for_list()``; the name is the frozen one."""

    name = tables.Column(
        _("Nama"),
        accessor="statement__person_name",
        attrs={"td": {"class": "main"}},
        linkify=("certificates:certificate-detail", {"public_id": tables.A("public_id")}),
    )
    unit = tables.Column(_("OPD"), accessor="registration__unit__shown_as", orderable=False)
    workshop = tables.Column(_("Bimtek"), accessor="workshop__title_id")
    number = tables.Column(_("Nomor"), attrs={"td": {"class": "code"}})
    state = tables.Column(_("Keadaan"))
    # Not named after the field: django-tables2 would load each file's row.
    paper = tables.TemplateColumn(
        '<a class="btn btn-ghost paper" href="{% url "certificates:certificate-file" record.public_id %}">'
        '{% icon "download" %}PDF<span class="visually-hidden"> {{ record.number }}</span></a>',
        accessor="public_id",
        verbose_name=_("Berkas"),
        orderable=False,
    )

    caption = _("Daftar sertifikat")

    def render_number(self, value):
        return breakable(value)

    class Meta:
        model = Certificate
        fields = ("name", "unit", "workshop", "number", "state", "paper")
        sequence = ("name", "unit", "workshop", "number", "state", "paper")
        empty_text = _("Tidak ada sertifikat yang cocok dengan saringan ini.")

    def render_state(self, record: Certificate) -> str:
        return status(TONES[CertificateState(record.state)], record.get_state_display())


class SignerTable(tables.Table):
    """Who signs electronically."""

    name = tables.Column(
        _("Nama"),
        attrs={"td": {"class": "main"}},
        linkify=("certificates:signer-detail", {"account_id": tables.A("public_id")}),
    )
    unit = tables.Column(_("Unit"), accessor="unit__shown_as", orderable=False)
    method = tables.Column(_("Cara menandatangani"))
    user = tables.Column(_("Akun masuk"), default="–", orderable=False)

    caption = _("Daftar penanda tangan elektronik")

    class Meta:
        model = SigningAccount
        fields = ("name", "unit", "method", "user")
        empty_text = _("Belum ada penanda tangan elektronik.")


class TemplateTable(tables.Table):
    """Layouts in use, and drafts."""

    name = tables.Column(
        _("Nama"),
        attrs={"td": {"class": "main"}},
        linkify=("certificates:template-detail", {"public_id": tables.A("public_id")}),
    )
    unit = tables.Column(_("Unit"), accessor="unit__shown_as", orderable=False)
    signatory_name = tables.Column(_("Penanda tangan"))
    language = tables.Column(_("Bahasa"))
    version = tables.Column(_("Versi"), attrs={"td": {"class": "num"}, "th": {"class": "num"}})

    caption = _("Daftar templat")

    class Meta:
        model = Template
        fields = ("name", "unit", "signatory_name", "language", "version")

    def render_version(self, record: Template) -> str:
        return status("idle", _("Rancangan")) if record.is_draft else str(record.version)


class IssuerKeyTable(tables.Table):
    """Rows of ``IssuerKey.objects.for_list()``."""

    public = tables.Column(_("Kunci publik"), attrs={"td": {"class": "code"}}, orderable=False)
    signed = tables.Column(
        _("Kredensial"), attrs={"td": {"class": "num"}, "th": {"class": "num"}}, orderable=False
    )
    made_at = tables.Column(_("Dibuat"), orderable=False)
    retired_at = tables.Column(_("Diganti"), orderable=False)
    in_use = tables.Column(_("Keadaan"), orderable=False)

    caption = _("Daftar kunci")

    class Meta:
        model = IssuerKey
        fields = ("public", "in_use", "signed", "made_at", "retired_at")
        empty_text = _("Kunci pertama dibuat bersama sertifikat yang pertama.")

    def render_public(self, value):
        parts = ((value[start : start + 8],) for start in range(0, len(value), 8))
        return format_html_join(mark_safe("<wbr>"), "{}", parts)

    def render_in_use(self, record: IssuerKey) -> str:
        if record.in_use:
            return status("ok", _("Dipakai"))
        if record.lost_at:
            return status("bad", _("Ditarik"))
        return status("idle", _("Diganti, masih memeriksa"))
