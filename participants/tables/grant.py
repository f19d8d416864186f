"""The list of grants."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from participants.models import AccessGrant


class GrantTable(tables.Table):
    """Rows with ``user`` and ``unit`` selected; ``at`` is now, so that a row knows if it is over."""

    user = tables.Column(_("Nama"), attrs={"td": {"class": "main"}}, order_by=("user__full_name",))
    username = tables.Column(
        _("Nama pengguna"), accessor="user__username", order_by=("user__username",)
    )
    role = tables.Column(_("Peran"))
    unit = tables.Column(_("Pada unit"), order_by=("unit__name", "pk"))
    valid_from = tables.TemplateColumn("{{ value|tanggal }}", verbose_name=_("Mulai"))
    valid_to = tables.TemplateColumn(
        "{% if value %}{{ value|tanggal }}{% else %}–{% endif %}", verbose_name=_("Sampai")
    )
    act = tables.TemplateColumn(
        template_name="participants/grant_end.html",
        verbose_name=_("Tindakan"),
        orderable=False,
        empty_values=(),
    )

    class Meta:
        model = AccessGrant
        fields: tuple[str, ...] = ()
        sequence = ("user", "username", "role", "unit", "valid_from", "valid_to", "act")
        empty_text = _("Belum ada hak akses.")

    def __init__(self, *args, at, **kwargs):
        super().__init__(*args, **kwargs)
        self.at = at

    def render_unit(self, record):
        return (
            record.unit.name if record.with_subtree else _("%(unit)s saja") % {"unit": record.unit}
        )

    def render_act(self, record, column, table, value, bound_column, bound_row):
        today = record.unit.localdate(self.at)
        column.extra_context["is_over"] = record.valid_to is not None and record.valid_to <= today
        return column.render(
            record, table, value, bound_column, bound_row=bound_row, column=bound_column
        )
