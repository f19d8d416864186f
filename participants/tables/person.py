"""The list of people, and how it is narrowed."""

import django_filters
import django_tables2 as tables
from django.db.models.functions import Lower
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from participants.access import access_of
from participants.models import EmployeeStatus, MatchState, OrganisationUnit, Person
from participants.models.scope import PEOPLE_READERS
from participants.rules.identity import print_form


def units_of(request):
    """Units whose people the reader may see, in the order of the tree."""
    condition = access_of(request.user).units_q("path", PEOPLE_READERS)
    return OrganisationUnit.objects.filter(condition).in_tree_order()


class UnitField(django_filters.fields.ModelChoiceField):
    def label_from_instance(self, unit):
        # No-break spaces: a select trims plain ones, and the tree would be gone.
        return "\u00a0\u00a0" * (unit.path.count(".") - 1) + unit.name


class UnitFilter(django_filters.ModelChoiceFilter):
    field_class = UnitField


class PersonFilter(django_filters.FilterSet):
    """By unit (with those below), status and match; all in the address, never a name."""

    unit = UnitFilter(
        label=_("Unit"),
        queryset=units_of,
        to_field_name="public_id",
        method="below",
        empty_label=_("Semua unit"),
    )
    status = django_filters.ChoiceFilter(
        field_name="current_employment__status",
        label=_("Status"),
        choices=EmployeeStatus.choices,
        empty_label=_("Semua status"),
    )
    kecocokan = django_filters.ChoiceFilter(
        field_name="match_state",
        label=_("Kecocokan"),
        choices=MatchState.choices,
        empty_label=_("Semua"),
    )

    class Meta:
        model = Person
        fields: list[str] = []

    def below(self, people, _name, unit):
        return people.filter(home_unit__path__startswith=unit.path)


class PersonTable(tables.Table):
    """Rows of ``Person.objects.for_list()``."""

    full_name = tables.Column(_("Nama"), attrs={"td": {"class": "main"}}, order_by=("full_name",))
    number = tables.Column(
        _("NIP / NI PPPK"), empty_values=(), orderable=False, attrs={"td": {"class": "digits"}}
    )
    home_unit = tables.Column(_("Unit"), order_by=("home_unit__name", "pk"))
    status = tables.Column(
        _("Status"), accessor="current_employment__status", order_by=("current_employment__status",)
    )
    rank = tables.Column(
        _("Gol."), accessor="current_employment__rank", order_by=("current_employment__rank", "pk")
    )
    job_title = tables.Column(
        _("Jabatan"),
        accessor="current_employment__job_title",
        order_by=("current_employment__job_title", "pk"),
    )
    match_state = tables.TemplateColumn(
        '{% if record.match_state == "unmatched" %}'
        '{% include "components/status.html" with tone="warn" word=record.get_match_state_display'
        " only %}{% endif %}",
        verbose_name=_("Kecocokan"),
    )

    class Meta:
        model = Person
        fields: tuple[str, ...] = ()
        sequence = (
            "full_name",
            "number",
            "home_unit",
            "status",
            "rank",
            "job_title",
            "match_state",
        )
        empty_text = _("Tidak ada orang yang sesuai.")

    def render_full_name(self, record):
        address = person_address(record)
        name = record.printed_name()
        return format_html('<a href="{}">{}</a>', address, name) if address else name

    def order_full_name(self, people, is_descending):
        name = Lower("full_name")
        return people.order_by(name.desc() if is_descending else name.asc(), "pk"), True

    def render_number(self, record):
        numbers = [row.value for row in record.identifiers.all() if row.value]
        return print_form(numbers[0]) if numbers else "–"


def person_address(person: Person) -> str:
    """The person's own page, where the installation has one."""
    try:
        return reverse("project:person-detail", args=[person.public_id])
    except NoReverseMatch:
        return ""
