"""Who sees which entries in the side and in the phone's bar: by role, at most seven in sight;
whoever holds many roles finds the rest folded below.

The pinned Bimtek is kept in the session, so that no page pays a query for it: the login pins the
one that runs (``pin_current``), and a button on a Bimtek's page another (``pin``).
"""

from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from participants.access import access_of
from participants.models import Role, User
from workshops.models import Workshop, WorkshopRole, WorkshopRoleKind, WorkshopState

PINNED = "pinned_bimtek"
HELD_IN_A_BIMTEK = "roles_in_bimtek"  # kept at login, as is the pinned Bimtek
AT_MOST = 7
IN_THE_BAR = 3  # and a menu for the rest


@dataclass(frozen=True)
class Entry:
    """One place. ``roles`` empty: for everybody. ``short`` fits under an icon on a phone."""

    label: Any
    icon: str
    url_name: str
    roles: frozenset[str] = frozenset()
    short_label: Any = ""
    url: str = ""
    also: tuple[str, ...] = ()  # addresses that belong to it, though not below it
    current: str = ""  # for aria-current: "page" on it, "true" somewhere below it

    @property
    def short(self) -> str:
        return self.short_label or self.label


@dataclass(frozen=True)
class Navigation:
    entries: tuple[Entry, ...] = ()
    more: tuple[Entry, ...] = ()
    pinned: dict[str, str] | None = None
    search_url: str = ""
    user_name: str = ""
    user_roles: str = ""

    @property
    def first(self) -> tuple[Entry, ...]:
        return self.entries[:IN_THE_BAR]

    @property
    def rest(self) -> tuple[Entry, ...]:
        return (*self.entries[IN_THE_BAR:], *self.more)


def in_a_bimtek(*kinds: str) -> frozenset[str]:
    """Roles given for one Bimtek, told apart from roles for a unit."""
    return frozenset(f"bimtek:{kind}" for kind in kinds)


ENTRIES = (
    Entry(gettext_lazy("Beranda"), "home", "project:home"),
    Entry(gettext_lazy("Pimpinan"), "layout-dashboard", "project:leader", frozenset({Role.LEADER})),
    Entry(
        gettext_lazy("Bimtek"),
        "school",
        "workshops:workshop-list",
        frozenset({Role.ORGANISER, Role.HR, Role.AUDITOR, Role.LEADER, Role.UNIT_ADMIN})
        | in_a_bimtek(*WorkshopRoleKind.values),
    ),
    Entry(
        gettext_lazy("Tinjauan"),
        "clipboard-check",
        "workshops:review-queue",
        in_a_bimtek(WorkshopRoleKind.EXPERT),
    ),
    Entry(
        gettext_lazy("Tanda tangan"),
        "signature",
        "certificates:signing-desk",
        frozenset({Role.SIGNER}),
    ),
    Entry(
        gettext_lazy("Pindai"),
        "scan",
        "workshops:door",
        in_a_bimtek(WorkshopRoleKind.OFFICER),
    ),
    Entry(
        gettext_lazy("Undangan OPD"),
        "mail",
        "workshops:unit-desk-list",
        frozenset({Role.UNIT_ADMIN}),
        short_label=gettext_lazy("Undangan"),
    ),
    Entry(
        pgettext_lazy("daftar", "Program"),
        "bulb",
        "workshops:programme-list",
        frozenset({Role.ORGANISER, Role.UNIT_ADMIN, Role.LEADER})
        | in_a_bimtek(WorkshopRoleKind.COMMITTEE, WorkshopRoleKind.EXPERT),
        also=("workshops:evaluation-list",),
    ),
    Entry(
        pgettext_lazy("daftar", "Sertifikat"),
        "certificate",
        "certificates:certificate-list",
        frozenset({Role.ORGANISER, Role.HR, Role.SIGNER, Role.AUDITOR}),
    ),
    Entry(
        gettext_lazy("Pegawai"),
        "users",
        "participants:person-list",
        frozenset({Role.HR, Role.UNIT_ADMIN, Role.AUDITOR}),
        also=("participants:import-list",),
    ),
    Entry(
        gettext_lazy("Riwayat pelatihan"),
        "history",
        "participants:training-list",
        frozenset({Role.HR, Role.UNIT_ADMIN, Role.AUDITOR}),
        short_label=gettext_lazy("Riwayat"),
        also=("participants:competency-list", "participants:hours", "project:siasn-list"),
    ),
    Entry(
        gettext_lazy("Peta jabatan"),
        "hierarchy-2",
        "participants:staffing-list",
        frozenset({Role.HR, Role.PLANNER, Role.LEADER, Role.AUDITOR}),
        also=("participants:jobtitle-list",),
    ),
    Entry(
        gettext_lazy("Cakupan peran"),
        "layout-grid",
        "participants:coverage",
        frozenset({Role.HR, Role.PLANNER, Role.LEADER}),
        short_label=gettext_lazy("Cakupan"),
    ),
    Entry(
        gettext_lazy("Strategi SDM"),
        "target",
        "project:strategy",
        # BKPSDM and the auditor have seven entries already; the page of the coverage leads there.
        frozenset({Role.PLANNER, Role.LEADER, Role.UNIT_ADMIN}),
        short_label=gettext_lazy("Strategi"),
        also=("project:needs",),
    ),
    Entry(
        pgettext_lazy("daftar", "Unit"),
        "building-community",
        "participants:unit-list",
        frozenset({Role.PLANNER, Role.ADMIN, Role.ORGANISER}),
    ),
    Entry(gettext_lazy("Hak akses"), "key", "participants:grant-list", frozenset({Role.ADMIN})),
    Entry(
        gettext_lazy("Kunci kredensial"),
        "certificate",
        "certificates:key-list",
        frozenset({Role.ADMIN}),
        short_label=gettext_lazy("Kunci"),
    ),
    Entry(
        gettext_lazy("Jejak audit"),
        "shield-check",
        "participants:audit-list",
        frozenset({Role.AUDITOR, Role.ADMIN}),
        short_label=gettext_lazy("Jejak"),
    ),
)


def context(request: HttpRequest) -> dict[str, Any]:
    """``nav`` for the templates, worked out only when a template asks for it."""
    return {"nav": SimpleLazyObject(lambda: of(request))}


def of(request: HttpRequest) -> Navigation:
    """The navigation of whoever asks; empty for a stranger."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return Navigation()
    access = access_of(user)
    in_bimtek = set(request.session.get(HELD_IN_A_BIMTEK, ()))
    entries = [
        replace(entry, url=url, current=_current(entry, url, request.path))
        for entry in ENTRIES
        if (url := address(entry.url_name))
        and (not entry.roles or access.has(*entry.roles) or in_bimtek.intersection(entry.roles))
    ]
    labels = dict(Role.choices)
    roles = [str(labels[role]) for role in sorted(access.roles) if role in labels]
    return Navigation(
        entries=tuple(entries[:AT_MOST]),
        more=tuple(entries[AT_MOST:]),
        pinned=_pinned(request.session.get(PINNED)),
        search_url=address("project:search"),
        user_name=user.full_name,
        user_roles=", ".join(roles) or (_("Pengelola sistem") if access.everywhere else ""),
    )


def pin(request: HttpRequest, workshop: Workshop) -> None:
    """Keeps this Bimtek at the top of the side until another takes its place."""
    request.session[PINNED] = {"code": workshop.public_id, "name": str(workshop)}


def pin_current(request: HttpRequest, user: User) -> None:
    """Pins the Bimtek that is running, else the newest one that is open; else none."""
    live = Workshop.objects.visible_to(user).live()
    running = live.filter(state=WorkshopState.RUNNING)
    workshop = running.newest_first().first() or live.newest_first().first()
    kinds = WorkshopRole.objects.filter(user=user).order_by().values_list("role", flat=True)
    request.session[HELD_IN_A_BIMTEK] = sorted(in_a_bimtek(*kinds))
    if workshop:
        pin(request, workshop)


def address(url_name: str, *args: str) -> str:
    """The address, or nothing while no package offers it."""
    try:
        return reverse(url_name, args=args)
    except NoReverseMatch:
        return ""


def _pinned(kept: dict[str, str] | None) -> dict[str, str] | None:
    url = address("workshops:workshop-detail", kept["code"]) if kept else ""
    return {"name": kept["name"], "url": url} if kept and url else None


def _current(entry: Entry, url: str, path: str) -> str:
    if path == url:
        return "page"
    if any(path.startswith(address(name)) for name in entry.also):
        return "true"
    return "true" if url != "/" and path.startswith(url) else ""
