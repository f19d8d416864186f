"""The tree of units as a list, and how it is narrowed."""

import django_filters
import django_tables2 as tables
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from participants.models import OrganisationUnit, UnitKind


class UnitFilter(django_filters.FilterSet):
    """By words of the name and by kind; names of offices are no secret, so both stand in the address."""

    cari = django_filters.CharFilter(label=_("Nama, singkatan, atau kode"), method="named")
    jenis = django_filters.ChoiceFilter(
        field_name="kind", label=_("Jenis"), choices=UnitKind.choices, empty_label=_("Semua jenis")
    )

    class Meta:
        model = OrganisationUnit
        fields: list[str] = []

    def named(self, units, _name, words):
        return units.filter(
            Q(name__icontains=words) | Q(short_name__icontains=words) | Q(code__iexact=words)
        )


class UnitTable(tables.Table):
    """Units in the order of the tree; the name is set in by its depth."""

    name = tables.TemplateColumn(
        '<span class="tree-{{ depth }}"><a href="{% url "participants:unit-detail" record.public_id %}">'
        "{{ record.name }}</a></span>",
        verbose_name=_("Nama"),
        attrs={"td": {"class": "main"}},
        orderable=False,
    )
    short_name = tables.Column(_("Singkatan"), orderable=False)
    kind = tables.Column(_("Jenis"), orderable=False)
    code = tables.Column(_("Kode"), orderable=False)
    valid_to = tables.TemplateColumn(
        '{% if record.valid_to %}{% include "components/status.html" with tone="idle" word=closed'
        " only %}{% endif %}",
        verbose_name=_("Keadaan"),
        orderable=False,
        extra_context={"closed": _("Tidak berlaku lagi")},
    )

    class Meta:
        model = OrganisationUnit
        fields: tuple[str, ...] = ()
        sequence = ("name", "short_name", "kind", "code", "valid_to")
        empty_text = _("Tidak ada unit yang sesuai.")

    def render_name(self, record, column, table, value, bound_column, bound_row):
        column.extra_context["depth"] = min(record.path.count(".") - 1, 5)
        return column.render(
            record, table, value, bound_column, bound_row=bound_row, column=bound_column
        )
