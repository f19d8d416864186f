"""``/pimpinan/``: four figures, two charts, three sentences, on one screen and one sheet of A4."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from participants.access import access_of, allow, is_leader
from participants.models import OrganisationUnit, Role, UnitKind
from participants.queries.coverage import Cover
from participants.rules import wording
from project.leader.figures import Told, told
from project.leader.smart_city import told as programmes_told
from project.leader.targets import told as targets_told
from workshops.rules.chart import columns
from workshops.rules.evaluation import LARGEST
from workshops.rules.figures import short_rupiah

CHART_HEIGHT, COLUMN, GAP = 96, 28, 12
WINS_SHOWN = 5


@allow(is_leader)
@require_safe
def leader(request: HttpRequest) -> HttpResponse:
    units, unit = led(request)
    given: dict = {"units": units, "unit": unit, "tabs": tabs_of(unit, "leader")}
    if unit is not None:
        found = told(unit, timezone.now())
        given |= {
            "told": found,
            "covers": _covers(found),
            "columns": _columns(found.jp_by_month),
            "chart_width": 12 * (COLUMN + GAP),
            "chart_height": CHART_HEIGHT,
            "sentences": [_of_programmers(found), _of_hours(found), _of_certificates(found)],
            "coverage_url": _coverage_url(found),
        }
    return render(request, "project/leader.html", given)


@allow(is_leader)
@require_safe
def smart_city(request: HttpRequest) -> HttpResponse:
    """``/pimpinan/smart-city/``: do the programmes run, and how are they judged."""
    units, unit = led(request)
    given: dict[str, Any] = {
        "units": units,
        "unit": unit,
        "tabs": tabs_of(unit, "leader-smart-city"),
    }
    if unit is not None:
        found = programmes_told(unit, unit.localdate(timezone.now()))
        given |= {
            "told": found,
            "share": found.running.share,
            "budget": short_rupiah(found.budget, get_language() or "id"),
            "pillars": [{"name": row.name, "share": row.share} for row in found.running.pillars],
            "wins": found.quick_wins[:WINS_SHOWN],
            "more_wins": max(0, len(found.quick_wins) - WINS_SHOWN),
            "chart": columns(
                [(str(one.evaluation.year), one.index) for one in found.years], top=LARGEST
            ),
        }
    return render(request, "project/leader_smart_city.html", given)


@allow(is_leader)
@require_safe
def strategy(request: HttpRequest) -> HttpResponse:
    """``/pimpinan/strategi/``: what the strategy promised this year, what is so, and the trend."""
    units, unit = led(request)
    given: dict[str, Any] = {"units": units, "unit": unit, "tabs": tabs_of(unit, "leader-strategy")}
    if unit is not None:
        day = unit.localdate(timezone.now())
        given |= {"day": day, "told": targets_told(unit, day)}
    return render(request, "project/leader_strategy.html", given)


def led(request: HttpRequest) -> tuple[list[OrganisationUnit], OrganisationUnit | None]:
    """What the leader leads, and which of it the page is about (``?daerah=``); Http404 for another."""
    units = _units(request)
    asked = request.GET.get("daerah", "")
    unit = next((one for one in units if one.public_id == asked), None)
    if asked and unit is None:
        raise Http404
    return units, unit or (units[0] if units else None)


def tabs_of(unit: OrganisationUnit | None, current: str) -> list[dict[str, Any]]:
    """The leader's three pages about one unit."""
    query = f"?daerah={unit.public_id}" if unit else ""
    return [
        {"label": label, "url": reverse(f"project:{name}") + query, "current": name == current}
        for label, name in (
            (_("Orang dan Bimtek"), "leader"),
            (_("Program Smart City"), "leader-smart-city"),
            (_("Sasaran strategi"), "leader-strategy"),
        )
    ]


def _units(request: HttpRequest) -> list[OrganisationUnit]:
    """What the leader leads: the units of the grants; every Pemda for whoever may see all. One with
    a plan comes first, since there is most to see."""
    access = access_of(request.user)
    if access.everywhere:
        rows = OrganisationUnit.objects.filter(kind=UnitKind.PEMDA)
    else:
        paths = [grant.path for grant in access.grants if grant.role == Role.LEADER]
        rows = OrganisationUnit.objects.filter(path__in=paths)
    units = list(rows.prefetch_related("plans").order_by("name", "pk"))
    return sorted(units, key=lambda unit: not unit.plans.all())


def _coverage_url(found: Told) -> str:
    if found.programmers is None:
        return ""
    plan, job = found.programmers.plan.public_id, found.programmers.job.public_id
    return f"{reverse('participants:coverage')}?peta={plan}&jabatan={job}"


def _covers(found: Told) -> list[dict]:
    """One bar a state, worst first."""
    if found.programmers is None:
        return []
    now = found.programmers.now
    words = (
        (Cover.VACANT, "bad", "user-off", _("Kosong")),
        (Cover.BELOW, "warn", "alert-triangle", _("Terisi, belum memenuhi syarat")),
        (Cover.UNKNOWN, "idle", "question-mark", _("Terisi, belum ada data")),
        (Cover.FIT, "ok", "circle-check", _("Terisi dan memenuhi syarat")),
    )
    return [
        {"tone": tone, "icon_name": icon, "word": word, "count": now.counts[cover], "of": now.units}
        for cover, tone, icon, word in words
    ]


def _columns(sums: list[int]) -> list[dict]:
    """Geometry of the months' columns; the tallest reaches the top."""
    most = max(sums) or 1
    months = wording.MONTHS["en" if (get_language() or "id").startswith("en") else "id"]
    columns = []
    for place, (month, total) in enumerate(zip(months, sums, strict=True)):
        height = round(CHART_HEIGHT * total / most)
        left = place * (COLUMN + GAP) + GAP // 2
        columns.append(
            {
                "month": month,
                "short": month[:3],
                "total": total,
                "x": left,
                "middle": left + COLUMN // 2,
                "y": CHART_HEIGHT - height,
                "height": height,
                "width": COLUMN,
            }
        )
    return columns


def _change(now: int, then: int) -> str:
    if now == then:
        return _("tidak berubah")
    if now > then:
        return _("naik %(n)s") % {"n": now - then}
    return _("turun %(n)s") % {"n": then - now}


def _since(found: Told) -> str:
    return wording.date_long(found.then, get_language() or "id")


def _of_programmers(found: Told) -> str:
    role = found.programmers
    if role is None:
        return _("Belum ada peta jabatan yang berlaku, sehingga cakupan peran belum terhitung.")
    return _(
        "%(fit)s OPD mempunyai %(job)s yang memenuhi syarat: %(change)s sejak %(day)s; "
        "%(vacant)s OPD masih kosong."
    ) % {
        "fit": role.fit,
        "job": role.job,
        "change": _change(role.fit, role.fit_then),
        "day": _since(found),
        "vacant": role.now.counts[Cover.VACANT],
    }


def _of_hours(found: Told) -> str:
    return _("%(reached)s ASN mencapai 20 JP tahun ini: %(change)s sejak %(day)s.") % {
        "reached": wording.number(found.reached, get_language() or "id"),
        "change": _change(found.reached, found.reached_then),
        "day": _since(found),
    }


def _of_certificates(found: Told) -> str:
    issued = ngettext(
        "%(n)s sertifikat terbit", "%(n)s sertifikat terbit", found.certificates_since
    ) % {"n": found.certificates_since}
    closed = ngettext("%(n)s Bimtek ditutup", "%(n)s Bimtek ditutup", found.closed_since) % {
        "n": found.closed_since
    }
    return _("%(issued)s dan %(closed)s sejak %(day)s.") % {
        "issued": issued,
        "closed": closed,
        "day": _since(found),
    }
