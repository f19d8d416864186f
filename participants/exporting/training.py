"""Training history as SIASN wants it: one row a record (domain.md §4.7)."""

from django.utils.translation import gettext as _
from import_export import fields

from participants.exporting.sheet import Rows
from participants.models import IdentifierKind, TrainingForm, TrainingRecord
from participants.rules.siasn import CERTIFICATE_KIND


class TrainingResource(Rows):
    """Rows of ``TrainingRecord.objects.for_export()``; the column names are SIASN's own."""

    nip = fields.Field(column_name="NIP")
    name = fields.Field(column_name="NAMA")
    unit = fields.Field("person__home_unit__name", column_name="UNIT")
    form_id = fields.Field("form", column_name="JENIS_DIKLAT_ID")
    form_name = fields.Field(column_name="JENIS_DIKLAT")
    certificate_kind = fields.Field(column_name="JENIS_KURSUS_SERTIPIKAT")
    title = fields.Field("title", column_name="NAMA_KURSUS")
    organiser = fields.Field("organiser", column_name="INSTITUSI_PENYELENGGARA")
    number = fields.Field("number", column_name="NOMOR_SERTIPIKAT")
    started_on = fields.Field(column_name="TANGGAL_MULAI")
    ended_on = fields.Field(column_name="TANGGAL_SELESAI")
    year = fields.Field("year", column_name="TAHUN")
    jp = fields.Field("jp", column_name="JUMLAH_JAM")
    state = fields.Field(column_name="KEADAAN")

    def dehydrate_nip(self, row: TrainingRecord) -> str:
        kinds = (IdentifierKind.NIP, IdentifierKind.NI_PPPK)
        numbers = [one.value for one in row.person.identifiers.all() if one.kind in kinds]
        return numbers[0] if numbers else ""

    def dehydrate_name(self, row: TrainingRecord) -> str:
        return row.person.printed_name()

    def dehydrate_certificate_kind(self, row: TrainingRecord) -> str:
        return CERTIFICATE_KIND.get(TrainingForm(row.form), "")

    def dehydrate_form_name(self, row: TrainingRecord) -> str:
        return str(row.get_form_display())

    def dehydrate_started_on(self, row: TrainingRecord) -> str:
        return row.started_on.strftime("%d-%m-%Y")

    def dehydrate_ended_on(self, row: TrainingRecord) -> str:
        return row.ended_on.strftime("%d-%m-%Y")

    def dehydrate_state(self, row: TrainingRecord) -> str:
        return str(row.get_state_display())


class ProposalResource(Rows):
    """Levels that wait for a verdict, one row a proposal."""

    nip = fields.Field()
    name = fields.Field()
    unit = fields.Field("person__home_unit__name")
    competency = fields.Field("competency__name_id")
    level = fields.Field("level")
    method = fields.Field()
    source = fields.Field("shown_as")
    acquired_on = fields.Field("acquired_on")

    def get_export_headers(self, *args, **kwargs):
        return [
            "NIP",
            _("Nama"),
            _("Unit"),
            _("Kompetensi"),
            _("Tingkat"),
            _("Dasar usulan"),
            _("Nomor sertifikat"),
            _("Diperoleh pada"),
        ]

    dehydrate_nip = TrainingResource.dehydrate_nip
    dehydrate_name = TrainingResource.dehydrate_name

    def dehydrate_method(self, row) -> str:
        return str(row.get_method_display())
