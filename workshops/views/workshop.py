"""The organiser's Bimtek: the list, one of them at a glance, its words, its opening."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from participants.access import allow, is_logged_in, is_organiser
from participants.errors import Refused
from participants.exporting.sheet import download
from participants.rules.wording import date_range, titled
from participants.tables.paging import show_page
from workshops.access import managed_workshop, manages, visible_workshop
from workshops.actions import workshop as actions
from workshops.exporting.workshop import WorkshopResource
from workshops.forms.workshop import DescriptionForm
from workshops.queries.overview import Attention, Overview, overview_of
from workshops.queries.workshop import workshops_for_list
from workshops.tables.workshop import WorkshopFilter, WorkshopTable
from workshops.views.closed import closed_page

PINNED = "pinned_bimtek"  # twin: project.navigation.pin, which no lower package may import


@allow(is_logged_in)
@require_safe
def workshop_list(request: HttpRequest) -> HttpResponse:
    chosen = WorkshopFilter(request.GET, queryset=workshops_for_list(request.user))
    table = WorkshopTable(chosen.qs)
    show_page(request, table, per_page=25)
    return render(
        request,
        "workshops/workshop_list.html",
        {
            "table": table,
            "filter": chosen,
            "narrowed": any(request.GET.get(name) for name in chosen.filters),
            "empty": not table.page.paginator.count,
            "plans": is_organiser.holds(request.user),
        },
    )


@allow(is_logged_in)
@require_safe
def workshop_export(request: HttpRequest, extension: str) -> HttpResponse:
    chosen = WorkshopFilter(request.GET, queryset=workshops_for_list(request.user))
    return download(WorkshopResource(), chosen.qs, name="bimtek", extension=extension)


@allow(is_logged_in)
@require_safe
def workshop_detail(request: HttpRequest, code: str) -> HttpResponse:
    workshop = visible_workshop(request.user, code)
    may_change = manages(request.user, workshop)
    overview = overview_of(workshop, user=request.user, at=timezone.now(), manages=may_change)
    return render(
        request,
        "workshops/workshop_detail.html",
        {
            "workshop": workshop,
            "overview": overview,
            "manages": may_change,
            "steps": _steps(overview, code),
            "attention": [_wait(item, code) for item in overview.attention],
            "people_url": _address("workshops:registration-list", code),
            "attendance_url": _address("workshops:attendance-list", code),
            "works_url": _address("workshops:deliverable-board", code),
            "door_url": _address("workshops:device-list", code),
        },
    )


@allow(is_logged_in)
@require_http_methods(["GET", "HEAD", "POST"])
def workshop_edit(request: HttpRequest, code: str) -> HttpResponse:
    workshop = managed_workshop(request.user, code)
    if closed := closed_page(request, workshop):
        return closed
    form = DescriptionForm(request.POST or None, instance=workshop)
    if request.method == "POST" and form.is_valid():
        try:
            actions.describe_workshop(
                workshop=workshop, by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Keterangan Bimtek disimpan."))
            return redirect("workshops:workshop-detail", code=code)
    workshop.refresh_from_db()
    return render(request, "workshops/workshop_edit.html", {"workshop": workshop, "form": form})


@allow(is_logged_in)
@require_POST
def workshop_open(request: HttpRequest, code: str) -> HttpResponse:
    workshop = managed_workshop(request.user, code)
    try:
        actions.open_registration(workshop=workshop, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, _("Pendaftaran dibuka. OPD dapat menunjuk peserta lewat tautannya.")
        )
        pin(request, workshop)
    return redirect("workshops:workshop-detail", code=code)


def pin(request: HttpRequest, workshop) -> None:
    """Keeps this Bimtek on top of the side; only where something is written anyway."""
    request.session[PINNED] = {"code": workshop.public_id, "name": str(workshop)}


def _steps(overview: Overview, code: str) -> list[dict]:
    schedule = reverse("workshops:schedule-detail", args=[code])
    language = get_language() or "id"
    return [
        {
            "title": titled(step.stage, language),
            "detail": date_range(step.stage.starts_on, step.stage.ends_on, language),
            "state": step.state,
            "url": f"{schedule}#tahap-{step.stage.public_id}",
        }
        for step in overview.steps
    ]


def _address(name: str, code: str) -> str:
    """The address, or nothing while no page offers it."""
    try:
        return reverse(name, args=[code])
    except NoReverseMatch:
        return ""


def _wait(item: Attention, code: str) -> dict:
    """A thing that waits as a sentence, with the page where it is dealt with."""
    count = item.count
    words, page = {
        "not-open": (_("Pendaftaran belum dibuka"), "workshops:invitation-list"),
        "nobody-invited": (_("Belum ada OPD yang diundang"), "workshops:invitation-new"),
        "without-names": (
            ngettext("%d OPD belum menunjuk peserta", "%d OPD belum menunjuk peserta", count),
            "workshops:invitation-list",
        ),
        "messages-waiting": (
            ngettext("%d pesan belum dikirim", "%d pesan belum dikirim", count),
            "workshops:invitation-send",
        ),
        "works-late": (
            ngettext("%d hasil kerja lewat tenggat", "%d hasil kerja lewat tenggat", count),
            "workshops:deliverable-board",
        ),
        "letters-late": (
            ngettext(
                "%d surat tugas lewat tanggal janji", "%d surat tugas lewat tanggal janji", count
            ),
            "workshops:letter-list",
        ),
        "letters-to-follow": (
            ngettext("%d surat tugas menyusul", "%d surat tugas menyusul", count),
            "workshops:letter-list",
        ),
        "names-unconfirmed": (
            ngettext(
                "%d nama belum dikonfirmasi peserta", "%d nama belum dikonfirmasi peserta", count
            ),
            "workshops:registration-list",
        ),
        "scans-in-doubt": (
            ngettext("%d presensi perlu diperiksa", "%d presensi perlu diperiksa", count),
            "workshops:attendance-list",
        ),
        "sessions-uncounted": (
            ngettext("%d sesi tanpa presensi", "%d sesi tanpa presensi", count),
            "workshops:schedule-detail",
        ),
    }[item.code]
    return {"text": words % count if "%d" in words else words, "url": _address(page, code)}
