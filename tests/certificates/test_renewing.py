"""The last consequence of a late scan: a version that says more, with the same number."""

import pytest

from certificates import queries
from certificates.actions.issuing import issue
from certificates.actions.numbers import use_pattern
from certificates.actions.revoking import renew, revoke
from certificates.models import Certificate
from participants.errors import Refused
from participants.models import Evidence, TrainingRecord
from tests import papers
from tests.factories import NOW, make_competency, make_registration, make_user, make_workshop
from tests.factories_certificates import PATTERN, make_certificate, make_entitlement, make_layout
from tests.factories_day import make_organiser
from workshops.models import Entitlement

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ground(files):
    papers.ensure_faces()


@pytest.fixture
def workshop():
    workshop = make_workshop()
    make_entitlement(make_registration(workshop, printed_name="Wa Ode Siti"))
    return workshop


def supplemented(before, **fields):
    """What ``actions.supplement`` writes."""
    given = {"kind": before.kind, "jp": 12, "awards": before.awards} | fields
    return Entitlement.objects.create(
        closing=before.closing,
        registration=before.registration,
        supplements=before,
        because="Pindaian susulan",
        made_at=NOW,
        made_by=make_user(),
        **given,
    )


def test_a_certificate_that_says_less_than_a_supplement_is_outdated(workshop):
    certificate = make_certificate(workshop)
    assert queries.outdated(workshop) == []

    now = supplemented(certificate.entitlement)

    assert [(one.certificate, one.now) for one in queries.outdated(workshop)] == [
        (certificate, now)
    ]
    assert not queries.waiting(workshop).exists()


def test_a_supplement_that_changes_nothing_of_the_paper_asks_for_no_new_one(workshop):
    certificate = make_certificate(workshop)
    supplemented(certificate.entitlement, jp=8, facts={"jp_attended": 8})

    assert queries.outdated(workshop) == []
    with pytest.raises(Refused):
        renew(certificate=certificate, by=make_user(), at=NOW)


def test_the_new_version_says_more_with_the_same_number_and_the_old_points_to_it(workshop):
    earlier = make_certificate(workshop)
    frozen = earlier.statement
    now = supplemented(earlier.entitlement)

    later = renew(certificate=earlier, by=make_user(), at=NOW)

    earlier.refresh_from_db()
    assert (earlier.state, earlier.superseded_by, earlier.statement) == (
        "superseded",
        later,
        frozen,
    )
    assert (later.number, later.version, later.state) == (earlier.number, 2, "issued")
    assert (later.entitlement, later.statement["jp_total"]) == (now, "12")
    assert later.pdf_id != earlier.pdf_id
    assert queries.outdated(workshop) == []


def test_the_training_record_is_written_anew_and_never_counted_twice():
    workshop, competency = make_workshop(), make_competency()
    award = {"competency": competency.code, "level": 2, "method": "exposure"}
    make_entitlement(make_registration(workshop), awards=[award])
    earlier = make_certificate(workshop)
    supplemented(earlier.entitlement)

    later = renew(certificate=earlier, by=make_user(), at=NOW)

    records = TrainingRecord.objects.order_by("pk").values_list("jp", "state", "source_id")
    assert list(records) == [
        (8, "withdrawn", earlier.public_id),
        (12, "awaiting", later.public_id),
    ]
    assert Evidence.objects.standing_by_source("certificate", later.public_id).count() == 1
    assert not Evidence.objects.standing_by_source("certificate", earlier.public_id).exists()


def test_revoking_the_new_version_withdraws_what_any_version_wrote(workshop):
    earlier = make_certificate(workshop)
    supplemented(earlier.entitlement)
    later = renew(certificate=earlier, by=make_user(), at=NOW)

    revoke(certificate=later, public_reason="Salah", file_reason="", by=make_user(), at=NOW)

    assert set(TrainingRecord.objects.values_list("state", flat=True)) == {"withdrawn"}
    assert not queries.waiting(workshop).exists()


def test_who_is_entitled_only_by_a_supplement_waits_for_a_first_certificate():
    workshop = make_workshop()
    before = make_entitlement(make_registration(workshop), kind="none", jp=2)
    assert not queries.waiting(workshop).exists()

    now = supplemented(before, kind="attended", jp=8)

    assert list(queries.waiting(workshop)) == [now]


def test_a_certificate_asked_for_before_the_supplement_is_made_by_the_supplement(workshop):
    asked = Entitlement.objects.get()
    now = supplemented(asked)
    by = make_user()
    day = workshop.unit.localdate(NOW)

    made = issue(
        entitlement=asked,
        template=make_layout(workshop.unit),
        series=use_pattern(unit=workshop.unit, pattern=PATTERN, on=day, by=by, at=NOW),
        issued_on=day,
        by=by,
        at=NOW,
    )

    assert (made.entitlement, made.statement["jp_total"]) == (now, "12")


def test_the_page_lists_and_renews_them(client, workshop):
    certificate = make_certificate(workshop)
    supplemented(certificate.entitlement)
    client.force_login(make_organiser(workshop))
    here = f"/bimtek/{workshop.public_id}/sertifikat/"

    listed = client.get(here).content.decode()
    page = client.get(f"{here}susulan/").content.decode()
    client.post(f"{here}susulan/")
    client.post(f"{here}susulan/")

    assert "1 sertifikat perlu diganti karena kehadiran susulan" in listed
    assert "Wa Ode Siti" in page
    assert Certificate.objects.count() == 2
    assert "Tidak ada yang perlu diganti" in client.get(f"{here}susulan/").content.decode()


def test_a_stranger_finds_no_such_page(client, workshop):
    client.force_login(make_organiser(make_workshop()))

    assert client.get(f"/bimtek/{workshop.public_id}/sertifikat/susulan/").status_code == 404
