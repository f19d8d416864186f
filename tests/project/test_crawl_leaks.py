"""What belongs to one OPD shows to no other: every page, every file, every cell that is exported."""

import pytest

from participants.actions.person import add_identifier
from participants.models import AuditEntry, IdentifierKind, Person
from tests import world
from tests.factories import NOW, make_system
from tests.project.crawling import METHODS, Crawler
from tests.world import OUTSIDER, SECRET, SECRET_UNIT

pytestmark = [pytest.mark.django_db, pytest.mark.crawl]
# Public by design: whoever has a certificate's id may check it.
PUBLIC = {"certificates:certificate-verify", "certificates:certificate-facts"}
# The tree of units is no secret within a Pemda (OrganisationUnit.visible_to): their names may stand
# in these places, and nowhere else.
UNIT_NAMES = {
    "participants:unit-list",
    "participants:unit-export",
    "participants:unit-detail",
    "api:unit-list",
    "api:unit-detail",
    "participants:staffing-detail",  # chosen from: the plan of which unit
    "participants:staffing-forecast",
}
FORMS = ("xlsx", "csv", "pdf", "zip", "docx")
OF_ONE_OPD = ("unit_admin", "hr_of_unit", "participant")


def pages(user, made):
    """(address, method, text) of everything this user gets, also by the neighbour's ids."""
    crawler = Crawler(user)
    for arguments in (made.inside, made.neighbour):
        for form in FORMS:
            chosen = arguments | {"form": form, "extension": form, "suffix": form}
            for address in world.addresses(chosen):
                if form != FORMS[0] and not {"form", "extension", "suffix"} & {*address.arguments}:
                    continue
                if address.name in PUBLIC or address.route.startswith("t/"):
                    continue  # an expert of a whole Bimtek reads the work of every OPD in it
                if arguments is made.neighbour and not address.arguments:
                    continue  # asked already
                for method in METHODS:
                    answer = crawler.ask(address, method)
                    yield address, method, answer.text()


def leaks_to(user, made, *, secrets):
    """Where words of another OPD, or of an outside body, were found."""
    found = []
    for address, method, text in pages(user, made):
        found += [f"{method} {address.name}: {word}" for word in secrets if word in text]
        if SECRET_UNIT in text and SECRET in secrets and address.name not in UNIT_NAMES:
            found.append(f"{method} {address.name} {address.path}: the unit's name")
    return found


@pytest.mark.parametrize("who", OF_ONE_OPD)
def test_nothing_of_another_opd_or_an_outside_body_shows(made, who):
    assert leaks_to(made.users[who], made, secrets=(SECRET, OUTSIDER)) == []


@pytest.mark.parametrize("who", ["planner", "leader", "admin"])
def test_people_of_outside_bodies_show_to_none_of_these(made, who):
    assert leaks_to(made.users[who], made, secrets=(OUTSIDER,)) == []


def test_nothing_of_another_opd_shows_to_the_holder_of_a_link(made):
    leaks = [
        f"{method} {address.name}"
        for address, method, text in pages(None, made)
        if SECRET in text or SECRET_UNIT in text
    ]

    assert leaks == []


def test_the_secrets_are_there_to_be_found(made):
    seen = " ".join(text for _address, _method, text in pages(made.users["organiser"], made))

    for word in (SECRET, SECRET_UNIT, OUTSIDER):
        assert word in seen
    for place in ("orang", "jabatan", "spt/1", "izin", "catatan", "komentar"):
        assert f"{SECRET} {place}" in seen or f"{SECRET}/{place}" in seen, place


def test_search_finds_no_one_of_another_opd(made):
    client = Crawler(made.users["unit_admin"]).client

    for term in (SECRET, OUTSIDER):
        assert client.post("/cari/", {"q": term}).context["groups"] == []


@pytest.mark.parametrize("who", ["hr", "auditor"])
def test_people_of_outside_bodies_show_to_those_who_keep_and_examine_records(made, who):
    client = Crawler(made.users[who]).client

    assert OUTSIDER in client.get("/pegawai/").text.lower()


NIKS = ("7404016609860001", "7404012609860002")


@pytest.fixture
def niks(made):
    """A NIK for a person of the unit and for one of the neighbour's, sealed as ever."""
    for arguments, digits in zip((made.inside, made.neighbour), NIKS, strict=True):
        person = Person.objects.get(public_id=arguments["pegawai", "public_id"])
        if not person.identifiers.filter(kind=IdentifierKind.NIK).exists():
            add_identifier(
                person=person, kind=IdentifierKind.NIK, digits=digits, by=make_system(), at=NOW
            )
    return NIKS


@pytest.mark.parametrize(
    ("who", "may_read"), [("hr", {"POST project:person-nik"}), ("unit_admin", set())]
)
def test_a_nik_leaves_in_clear_to_the_persons_hr_alone_and_each_reading_is_logged(
    made, niks, who, may_read
):
    found = set()
    readings = AuditEntry.objects.filter(verb="participants.person.nik_shown")
    for address, method, text in pages(made.users[who], made):
        if any(nik in text.replace(" ", "") for nik in niks):
            found.add(f"{method} {address.name}")

    assert found == may_read
    if may_read:
        person = Person.objects.get(public_id=made.inside["pegawai", "public_id"])
        Crawler(made.users[who]).client.post(f"/pegawai/{person.public_id}/nik/")
        assert readings.filter(object_id=person.public_id, by=made.users[who]).count() == 1
