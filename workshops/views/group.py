"""Groups: made, filled with people across OPD, printed; the organiser's pages."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from participants.access import allow, is_logged_in
from participants.errors import Refused
from workshops.access import managed_workshop
from workshops.actions import group as actions
from workshops.forms.group import GroupForm, MembersForm
from workshops.models import Group, Registration
from workshops.notices import unit_link
from workshops.queries.deliverable import works_of
from workshops.queries.group import GroupRow, group_row, group_rows, joinable
from workshops.rendering.groups import PrintedGroup, pdf
from workshops.views.acting import acted, say_faults
from workshops.views.refusal import show_on


@allow(is_logged_in)
@require_http_methods(["GET", "HEAD", "POST"])
def group_list(request: HttpRequest, code: str) -> HttpResponse:
    """All groups with their people, and the form for one more."""
    workshop = managed_workshop(request.user, code)
    form = GroupForm(request.POST or None, workshop=workshop)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.make_group(
                workshop=workshop, **form.cleaned_data, by=request.user, at=timezone.now()
            )
        except Refused as refusal:
            show_on(form, refusal)
        else:
            return redirect("workshops:group-detail", code, made.public_id)
    rows = group_rows(workshop, at=timezone.now())
    return render(
        request,
        "workshops/group_list.html",
        {
            "workshop": workshop,
            "rows": rows,
            "form": form,
            "without_teams": not any(row.group.pillar for row in rows),
        },
        status=422 if request.method == "POST" else 200,
    )


@allow(is_logged_in)
@require_POST
def group_pillars(request: HttpRequest, code: str) -> HttpResponse:
    """A team for each pillar that has none."""
    workshop = managed_workshop(request.user, code)
    acted(request, actions.make_pillar_teams, _("Tim pilar dibuat."), workshop=workshop)
    return redirect("workshops:group-list", code)


@allow(is_logged_in)
@require_http_methods(["GET", "HEAD", "POST"])
def group_detail(request: HttpRequest, code: str, group: str) -> HttpResponse:
    """One group: its people, its link, what it owes, and another name or facilitator."""
    found = _group(request, code, group)
    form = GroupForm(
        request.POST or None,
        workshop=found.workshop,
        made=True,
        initial={
            "name": found.name,
            "facilitator": "" if found.facilitator_role_id else found.facilitator,
            "facilitator_role": found.facilitator_role_id,
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_group(
                group=found, **form.cleaned_data, by=request.user, at=timezone.now()
            )
        except Refused as refusal:
            show_on(form, refusal)
        else:
            return redirect("workshops:group-detail", code, group)
    return _detail(request, found, form)


@allow(is_logged_in)
@require_POST
def group_add(request: HttpRequest, code: str, group: str) -> HttpResponse:
    """People join the group."""
    found = _group(request, code, group)
    form = MembersForm(request.POST, found=joinable(found))
    if not form.is_valid():
        say_faults(request, form)
    else:
        people = list(form.cleaned_data["people"])
        said = ngettext("%d orang masuk kelompok.", "%d orang masuk kelompok.", len(people))
        acted(request, actions.add_members, said % len(people), group=found, registrations=people)
    return redirect("workshops:group-detail", code, group)


@allow(is_logged_in)
@require_POST
def group_member(request: HttpRequest, code: str, group: str) -> HttpResponse:
    """Somebody of the group becomes its head, or leaves it."""
    found = _group(request, code, group)
    person = get_object_or_404(
        Registration.objects.filter(workshop=found.workshop),
        public_id=request.POST.get("person", ""),
    )
    act, said = (
        (actions.name_head, _("Ketua kelompok ditetapkan."))
        if request.POST.get("act") == "head"
        else (actions.remove_member, _("Anggota dikeluarkan dari kelompok."))
    )
    acted(request, act, said, group=found, registration=person)
    return redirect("workshops:group-detail", code, group)


@allow(is_logged_in)
@require_POST
def group_link(request: HttpRequest, code: str, group: str) -> HttpResponse:
    """A fresh link; the one of before is dead."""
    found = _group(request, code, group)
    acted(request, actions.renew_group_link, _("Tautan kelompok diganti."), group=found)
    return redirect("workshops:group-detail", code, group)


@allow(is_logged_in)
@require_POST
def group_dissolve(request: HttpRequest, code: str, group: str) -> HttpResponse:
    """The group is no more; what it sent stays."""
    found = _group(request, code, group)
    if acted(request, actions.dissolve_group, _("Kelompok dibubarkan."), group=found):
        return redirect("workshops:group-list", code)
    return redirect("workshops:group-detail", code, group)


@allow(is_logged_in)
@require_safe
def group_print(request: HttpRequest, code: str) -> HttpResponse:
    """All groups as one paper."""
    workshop = managed_workshop(request.user, code)
    at = timezone.now()
    made = pdf(
        [_printed(row) for row in group_rows(workshop, at=at)],
        title=workshop.title_id,
        organiser=str(workshop.unit),
        language=get_language() or "id",
        at=at,
    )
    response = HttpResponse(made, content_type="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="daftar-kelompok.pdf"'
    return response


def _group(request: HttpRequest, code: str, public_id: str) -> Group:
    workshop = managed_workshop(request.user, code)
    found = get_object_or_404(
        workshop.groups.standing().select_related("head", "facilitator_role__user"),
        public_id=public_id,
    )
    found.workshop = workshop
    return found


def _detail(request: HttpRequest, group: Group, form: GroupForm) -> HttpResponse:
    at = timezone.now()
    row = group_row(group, at=at)
    asked = request.GET.get("cari", "").strip()
    shown: dict[str, Any] = {
        "workshop": group.workshop,
        "row": row,
        "group": group,
        "works": works_of(group, at=at),
        "form": form,
        "asked": asked,
        "members_form": MembersForm(found=joinable(group, asked)),
        "url": unit_link(row.link.token()) if row.link else "",
    }
    return render(
        request,
        "workshops/group_detail.html",
        shown,
        status=422 if request.method == "POST" else 200,
    )


def _printed(row: GroupRow) -> PrintedGroup:
    group = row.group
    about = [str(group.get_kind_display())]
    if group.facilitator:
        about.append(_("Fasilitator: %(name)s") % {"name": group.facilitator})
    return PrintedGroup(
        group.name,
        " · ".join(about),
        tuple(
            (
                member.registration.printed_name,
                str(member.registration.unit),
                member.registration.printed_post,
                _("Ketua") if member.registration_id == group.head_id else "",
            )
            for member in row.members
        ),
    )
