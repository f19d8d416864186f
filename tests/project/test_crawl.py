"""Every address as every role: never a 500, and exactly what docs/errors.md says.

New addresses are crawled by themselves; one whose arguments nobody fills fails here, and says where
to fill them (tests/world/making.py).
"""

import pytest

from participants.models import User
from tests import world
from tests.factories import make_user
from tests.project.crawling import METHODS, Crawler
from tests.world import PLAIN, Address

pytestmark = [pytest.mark.django_db, pytest.mark.crawl]
ROLES = (
    *("organiser", "unit_admin", "hr", "planner", "signer", "auditor", "leader", "admin"),
    *("hr_of_unit", "officer", "committee", "expert", "participant", "nobody"),
)
# What an allowed request for something within reach may be answered with.
READ = {200, 302}
READ_OR_NOT_MINE = {200, 302, 404}  # some pages are for those who run the Bimtek alone
# Nothing was sent: shown again, refused, not found in what was sent, or done.
SENT_NOTHING = {200, 302, 400, 403, 404, 409, 422}
# No address at all; a version under review opens to its experts alone; nobody marked up the group's.
# Not there without what no fixture can hold: a worker that has made the badges, a room's code of now.
NOT_FOR_ALL = {
    "api:unknown",
    "workshops:submission-detail",
    "workshops:group-desk-work-marked",
    "workshops:badge-file",
    "workshops:hadir-code",
    "certificates:signing-paper",  # of what waits for one's own signature alone
    "project:person-package",  # of oneself alone
    "certificates:certificate-withdraw",  # of what is not issued alone
    "certificates:bundle-detail",  # of whoever asked for it alone
    "certificates:bundle-file",
    "workshops:spj-detail",  # of whoever asked for it alone
    "workshops:spj-file",
    "participants:import-undo",  # of what was let in alone
}
DOOR = {
    "door-acts": 401,
    "door-roster": 401,
    "door-sealed": 401,
    "door-names": 401,
    "door-register": 400,
    "door-scan": 400,
}


def objects_of(address: Address) -> set[str]:
    """Its arguments that name a thing, not a form of file or a day."""
    return set(address.arguments) - set(PLAIN)


def expected(address: Address, method: str, user: User | None, *, reachable: bool) -> set[int]:
    """The row of docs/errors.md for this request."""
    short = address.name.partition(":")[2]
    if address.is_api:
        return _of_the_api(address, method, user, reachable=reachable)
    if short in DOOR:
        return {DOOR[short]} if method in address.methods() else {405}
    if not address.rule.public:
        if user is None:
            return {302}
        if not address.rule.holds(user):
            return {403}
    if method not in address.methods():
        # Where the thing is looked up first, whoever may not reach it learns nothing of methods.
        return {405, 404} if objects_of(address) else {405}
    if objects_of(address) and not reachable and not address.rule.public:
        return {404}
    return READ_OR_NOT_MINE if method == "GET" else SENT_NOTHING


def _of_the_api(address: Address, method: str, user: User | None, *, reachable: bool) -> set[int]:
    if address.name == "api:schema":
        return {200} if method == "GET" else {405}
    if user is None:
        return {401}
    if address.name == "api:unknown":
        return {404}
    if method not in address.methods():
        return {405}
    if objects_of(address) and not reachable:
        return {404}
    return READ_OR_NOT_MINE if method == "GET" else SENT_NOTHING


def faults(user: User | None, arguments: world.Arguments, *, reachable: bool) -> list[str]:
    """What was answered otherwise than expected; things out of reach are asked for alone."""
    crawler = Crawler(user)
    found = []
    for address in world.addresses(arguments):
        if not reachable and not objects_of(address):
            continue
        for method in METHODS:
            wanted = expected(address, method, user, reachable=reachable)
            answer = crawler.ask(address, method)
            if answer.status not in wanted:
                found.append(
                    f"{method} {address.name} {address.path}: {answer.status}, not {wanted}"
                )
            elif address.is_api and answer.status >= 400 and "problem+json" not in answer.kind:
                found.append(f"{method} {address.path}: {answer.status} as {answer.kind}")
            elif wanted == {302} and user is None and not answer.location.startswith("/masuk/"):
                found.append(f"{method} {address.path}: leads to {answer.location}")
    return found


def test_every_address_has_its_arguments_filled(made):
    assert world.unfilled(made.inside) == []


def test_a_stranger_reaches_public_pages_alone(made):
    assert faults(None, made.inside, reachable=True) == []


@pytest.mark.parametrize("role", ROLES)
def test_each_role_is_answered_as_the_table_says(made, role):
    assert faults(made.users[role], made.inside, reachable=True) == []


@pytest.mark.parametrize("role", ROLES)
def test_things_of_another_region_do_not_exist(made, role):
    assert faults(made.users[role], made.outside, reachable=False) == []


def test_a_signer_opens_the_papers_that_wait_for_them_by_account_and_anybody_by_the_link(made):
    names = {"certificates:signing-desk", "certificates:signing-paper"}
    by_link = {"certificates:signer-page", "certificates:signer-paper"}
    asked = {one.name: one for one in world.addresses(made.inside)}

    signer, stranger = Crawler(made.users["signer"]), Crawler(None)
    own = {name: signer.ask(asked[name], "GET") for name in names}
    linked = {name: stranger.ask(asked[name], "GET") for name in by_link}

    assert {one.status for one in (*own.values(), *linked.values())} == {200}
    assert "pejabat contoh" in own["certificates:signing-desk"].text()
    assert "pejabat contoh" in linked["certificates:signer-page"].text()
    assert own["certificates:signing-paper"].kind == "application/pdf"
    assert linked["certificates:signer-paper"].kind == "application/pdf"
    others = Crawler(make_user(is_superuser=True, is_staff=True))
    assert others.ask(asked["certificates:signing-paper"], "GET").status == 404


def test_whoever_may_see_everything_opens_every_address_that_can_be_read(made):
    """So a page that cannot be opened at all, or an argument filled with the wrong thing, shows;
    and exactly 405 for a method that an address does not take."""
    crawler = Crawler(make_user(is_superuser=True, is_staff=True))
    wrong = []
    for address in world.addresses(made.inside):
        if address.name in NOT_FOR_ALL or address.name.startswith("workshops:door-"):
            continue
        for method in METHODS:
            takes = method in address.methods()
            if takes and method == "POST":
                continue  # what may come of it is the table's business
            status = crawler.ask(address, method).status
            if status not in (READ if takes else {405}):
                wrong.append(f"{method} {address.name} {address.path}: {status}")

    assert wrong == []
