"""Who does what in one Bimtek."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from participants.access import allow, is_logged_in
from workshops.access import managed_workshop
from workshops.actions import workshop as actions
from workshops.actions.link import issue_expert_link
from workshops.forms.workshop import ExpertLinkForm, RoleForm, scopes_of
from workshops.models import Link, Workshop
from workshops.notices import expert_link, word
from workshops.views.acting import acted

METHODS = ["GET", "HEAD", "POST"]


@allow(is_logged_in)
@require_http_methods(METHODS)
def role_list(request: HttpRequest, code: str) -> HttpResponse:
    workshop = managed_workshop(request.user, code)
    scopes = scopes_of(workshop)
    form = RoleForm(request.POST or None, scopes=scopes)
    if request.method == "POST" and form.is_valid():
        given = {"user": form.user, "role": form.cleaned_data["role"], **form.scoped()}
        if acted(request, actions.give_role, _("Peran diberikan."), workshop=workshop, **given):
            return redirect("workshops:role-list", code=code)
    return _roles(request, workshop, form, ExpertLinkForm(scopes=scopes))


@allow(is_logged_in)
@require_POST
def role_link(request: HttpRequest, code: str) -> HttpResponse:
    """A link for an expert without an account."""
    workshop = managed_workshop(request.user, code)
    scopes = scopes_of(workshop)
    form = ExpertLinkForm(request.POST, scopes=scopes)
    if form.is_valid():
        given = {"name": form.cleaned_data["name"], **form.scoped()}
        told = _("Tautan Tim Ahli dibuat. Salin dan kirimkan.")
        acted(request, issue_expert_link, told, workshop=workshop, **given)
        return redirect("workshops:role-list", code=code)
    return _roles(request, workshop, RoleForm(scopes=scopes), form)


@allow(is_logged_in)
@require_POST
def role_take(request: HttpRequest, code: str) -> HttpResponse:
    workshop = managed_workshop(request.user, code)
    held = get_object_or_404(
        workshop.roles.select_related("workshop"),
        user__username=request.POST.get("username", ""),
        role=request.POST.get("role", ""),
        unit__public_id=request.POST.get("unit") or None,
        pillar=request.POST.get("pillar", ""),
    )
    acted(request, actions.take_role, _("Peran dicabut."), held=held)
    if not _still_manages(request, code):
        return redirect("workshops:workshop-list")
    return redirect("workshops:role-list", code=code)


def _still_manages(request: HttpRequest, code: str) -> bool:
    """Whether somebody who took a role (perhaps their own) still runs this Bimtek."""
    return Workshop.objects.managed_by(request.user).filter(public_id=code).exists()


def _roles(request, workshop, form, link_form) -> HttpResponse:
    at = timezone.now()
    stages = list(workshop.stages.order_by("order", "pk"))
    links = {
        link.role_id: link
        for link in Link.objects.working(at).filter(workshop=workshop, role__isnull=False)
    }
    rows = []
    for held in workshop.roles.select_related("user", "unit").order_by(
        "role", "user__full_name", "pk"
    ):
        link = links.get(held.pk)
        url = expert_link(link.token()) if link else ""
        text = ""
        if url:
            text = word(
                "workshops.expert",
                workshop=workshop,
                stages=stages,
                name=held.user.full_name,
                link=url,
            )
        rows.append({"held": held, "url": url, "text": text})
    return render(
        request,
        "workshops/role_list.html",
        {"workshop": workshop, "rows": rows, "form": form, "link_form": link_form},
    )
