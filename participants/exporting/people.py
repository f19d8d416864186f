"""Lists of people and units as XLSX and CSV: as filtered and scoped; NIP as text, never a NIK."""

from django.utils.translation import gettext as _
from import_export import fields

from participants.exporting.sheet import Rows
from participants.models import EmployeeStatus, OrganisationUnit, Person


class PersonResource(Rows):
    """Rows of ``Person.objects.for_list()``."""

    number = fields.Field(column_name="NIP")
    name = fields.Field()
    unit = fields.Field()
    status = fields.Field()
    rank = fields.Field()
    job_title = fields.Field()
    match = fields.Field()

    def get_export_headers(self, *_args, **_kwargs):
        return [
            "NIP",
            _("Nama"),
            _("Unit"),
            _("Status"),
            _("Golongan"),
            _("Jabatan"),
            _("Kecocokan"),
        ]

    def dehydrate_number(self, person: Person) -> str:
        return next((row.value for row in person.identifiers.all() if row.value), "")

    def dehydrate_name(self, person: Person) -> str:
        return person.printed_name()

    def dehydrate_unit(self, person: Person) -> str:
        return person.home_unit.name

    def dehydrate_status(self, person: Person) -> str:
        held = person.current_employment
        return str(EmployeeStatus(held.status).label) if held else ""

    def dehydrate_rank(self, person: Person) -> str:
        held = person.current_employment
        return held.rank if held else ""

    def dehydrate_job_title(self, person: Person) -> str:
        held = person.current_employment
        return held.job_title if held else ""

    def dehydrate_match(self, person: Person) -> str:
        return str(person.get_match_state_display())


class UnitResource(Rows):
    """Rows of units with ``parent`` selected; its columns are those the import reads."""

    code = fields.Field(attribute="code", column_name="Kode")
    name = fields.Field(attribute="name", column_name="Nama")
    short_name = fields.Field(attribute="short_name", column_name="Singkatan")
    kind = fields.Field(column_name="Jenis")
    parent = fields.Field(column_name="Induk")

    def dehydrate_kind(self, unit: OrganisationUnit) -> str:
        return str(unit.get_kind_display())

    def dehydrate_parent(self, unit: OrganisationUnit) -> str:
        return unit.parent.name if unit.parent else ""
