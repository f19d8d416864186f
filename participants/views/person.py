"""The list of people, and a person by hand."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from participants.access import access_of, allow, is_hr, is_unit_admin, reads_people
from participants.actions import audit
from participants.actions import person as people
from participants.actions.personnel import Post, add_person, change_person
from participants.errors import Refused
from participants.exporting.people import PersonResource
from participants.exporting.sheet import download
from participants.forms.person import PersonForm, PostForm
from participants.models import MatchState, OrganisationUnit, Person, Role
from participants.models.sealed import lookup
from participants.tables.paging import show_page
from participants.tables.person import PersonFilter, PersonTable, person_address

PER_PAGE = 50
SEARCH = "people_search"  # kept in the session: a person's name never stands in an address


@allow(reads_people)
@require_http_methods(["GET", "HEAD", "POST"])
def person_list(request):
    """People the reader may see. A search is posted, kept with the session, and taken back there."""
    if request.method == "POST":
        request.session[SEARCH] = request.POST.get("q", "").strip()[:80]
        return redirect(request.get_full_path())
    found = _filtered(request)
    table = PersonTable(found.qs)
    show_page(request, table, per_page=PER_PAGE)
    access = access_of(request.user)
    waiting = (
        Person.objects.visible_to(request.user).waiting_for_a_match().count()
        if access.has(Role.HR)
        else 0
    )
    return render(
        request,
        "participants/person_list.html",
        {
            "table": table,
            "filter": found,
            "is_narrowed": any(request.GET.get(name) for name in found.filters),
            "search": request.session.get(SEARCH, ""),
            "waiting": waiting,
            "is_hr": access.has(Role.HR),
            "may_add": access.has(Role.HR, Role.UNIT_ADMIN),
        },
    )


@allow(reads_people)
@require_safe
def export(request, form):
    """The same list as a file; who took it along is noted."""
    rows = _filtered(request).qs
    response = download(PersonResource(), rows, name="pegawai", extension=form)
    audit.reading(
        "participants.people.exported", request.user, by=request.user, at=timezone.now(), form=form
    )
    return response


@allow(is_hr | is_unit_admin)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request):
    """A new person; entered by HR they count as matched, entered by an OPD they wait for it."""
    at = timezone.now()
    form = PersonForm(request.POST or None)
    units = _employing(request)
    post = PostForm(request.POST or None, units=units, initial={"valid_from": _today(units, at)})
    if request.method == "POST" and form.is_valid() and post.is_valid():
        place = Post(**post.cleaned_data)
        try:
            person = add_person(
                fields=form.own_fields(),
                numbers=form.numbers(place.status),
                post=place,
                matched=access_of(request.user).has_on(place.unit, Role.HR),
                by=request.user,
                at=at,
            )
        except Refused as refusal:
            form.add_error("number", str(refusal))
        else:
            return _saved(request, person, form)
    return _form_page(request, _("Tambah orang"), form, post=post, label=_("Simpan"))


@allow(is_hr)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request, public_id):
    person = _held(request, public_id)
    form = PersonForm(request.POST or None, instance=person, known_numbers=person.identifiers.all())
    if request.method == "POST" and form.is_valid():
        held = person.current_employment
        fresh = get_object_or_404(Person, pk=person.pk)
        try:
            person = change_person(
                person=fresh,
                fields=form.own_fields(),
                numbers=form.numbers(held.status if held else ""),
                by=request.user,
                at=timezone.now(),
            )
        except Refused as refusal:
            form.add_error("number", str(refusal))
        else:
            return _saved(request, person, form)
    title = _("Ubah data %(name)s") % {"name": person.full_name}
    return _form_page(request, title, form, person=person, label=_("Simpan perubahan"))


@allow(is_hr)
@require_http_methods(["GET", "HEAD", "POST"])
def employ(request, public_id):
    """A new place of work; the present one ends the day before."""
    at = timezone.now()
    person = _held(request, public_id)
    units = _employing(request)
    held = person.current_employment
    initial = {"unit": person.home_unit.public_id, "valid_from": person.home_unit.localdate(at)}
    if held:
        initial |= {"status": held.status, "rank": held.rank, "job_title": held.job_title}
    form = PostForm(request.POST or None, units=units, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            people.employ(person=person, by=request.user, at=at, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("valid_from", str(refusal))
        else:
            messages.success(request, _("Penempatan baru tercatat."))
            return redirect(person_address(person) or "participants:person-list")
    title = _("Penempatan baru %(name)s") % {"name": person.full_name}
    return _form_page(request, title, form, person=person, label=_("Catat penempatan"))


def _filtered(request) -> PersonFilter:
    rows = Person.objects.visible_to(request.user).for_list()
    if words := request.session.get(SEARCH, ""):
        digits = "".join(words.split())
        if digits.isdigit() and len(digits) in (16, 18):
            hashes = [lookup(kind, digits) for kind in ("nip", "ni_pppk", "nik")]
            rows = rows.filter(identifiers__lookup__in=hashes)
        else:
            rows = rows.filter(Q(full_name__icontains=words))
    return PersonFilter(request.GET, queryset=rows, request=request)


def _held(request, public_id) -> Person:
    """Somebody living on whom the reader is HR."""
    condition = access_of(request.user).hr_q("home_unit__path")
    rows = Person.objects.living().filter(condition).select_related("home_unit")
    return get_object_or_404(rows.select_related("current_employment"), public_id=public_id)


def _employing(request):
    condition = access_of(request.user).units_q("path", {Role.HR, Role.UNIT_ADMIN})
    return OrganisationUnit.objects.filter(condition, valid_to=None).in_tree_order()


def _today(units, at):
    first = units.first()
    return first.localdate(at) if first else None


def _saved(request, person: Person, form: PersonForm) -> HttpResponse:
    for warning in form.warnings():
        messages.warning(request, str(warning))
    waits = person.match_state == MatchState.UNMATCHED
    said = (
        _("%(name)s tersimpan dan menunggu dicocokkan BKPSDM.")
        if waits
        else _("%(name)s tersimpan.")
    )
    messages.success(request, said % {"name": person.full_name})
    return redirect(person_address(person) or "participants:person-list")


def _form_page(request, title, form, *, label, post=None, person=None) -> HttpResponse:
    return render(
        request,
        "participants/person_form.html",
        {
            "title": title,
            "form": form,
            "post": post,
            "label": label,
            "person": person,
            "address": person_address(person) if person else "",
        },
        status=422 if request.method == "POST" else 200,
    )
