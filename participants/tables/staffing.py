"""The peta jabatan as a table of posts: sorted, searched, narrowed."""

from collections.abc import Callable, Mapping
from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from participants.queries.staffing import PostLine

NUMBERS = {"td": {"class": "num"}, "th": {"class": "num"}}
HOLDS: dict[str, Callable[[PostLine], bool]] = {
    "kurang": lambda post: post.difference < 0,
    "lebih": lambda post: post.difference > 0,
    "kosong": lambda post: not post.filled,
    "belum-memenuhi": lambda post: post.unqualified > 0,
    "belum-ada-data": lambda post: post.unknown > 0,
}


def narrowed(posts: list[PostLine], asked: Mapping[str, Any]) -> list[PostLine]:
    """The posts that ``MapFilterForm`` asks for."""
    words = str(asked.get("cari") or "").lower().split()
    holds = HOLDS.get(asked.get("keadaan") or "")
    kind = asked.get("jenis") or ""
    return [
        post
        for post in posts
        if all(word in f"{post.job} {post.unit_name}".lower() for word in words)
        and (holds is None or holds(post))
        and (not kind or post.job_kind == kind)
    ]


class PostTable(tables.Table):
    """Rows are ``PostLine``; the name of the job opens the post as of ``day`` of the context."""

    job = tables.TemplateColumn(
        '<a href="{% url "participants:staffing-post" plan.public_id record.public_id %}'
        "?per={{ day|date:'Y-m-d' }}\">{{ record.job }}</a>",
        verbose_name=_("Jabatan"),
        attrs={"td": {"class": "main"}},
    )
    unit_name = tables.Column(_("Unit"), order_by=("unit_path",))
    job_class = tables.Column(_("Kelas"), attrs=NUMBERS)
    filled = tables.Column("B", attrs=NUMBERS)
    needed = tables.Column("K", attrs=NUMBERS)
    difference = tables.TemplateColumn(
        '{% include "participants/staffing_difference.html" with value=record.difference only %}',
        verbose_name="±",
    )
    qualified = tables.TemplateColumn(
        '{% include "participants/staffing_fit.html" with line=record only %}',
        verbose_name=_("Memenuhi syarat"),
    )
    caption = _("Peta jabatan sebagai tabel")

    class Meta:
        attrs = {"class": "staffing"}
        empty_text = _("Tidak ada jabatan yang sesuai.")
        sequence = (
            "job",
            "unit_name",
            "job_class",
            "filled",
            "needed",
            "difference",
            "qualified",
        )
