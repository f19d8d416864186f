"""Issuing: who, by which number, and what it writes."""

import hashlib
import io
from datetime import timedelta

import pikepdf
import pytest

from certificates import queries, statement
from certificates.actions.issuing import issue
from certificates.models import Certificate
from participants.actions.job import perform, take
from participants.actions.person import add_identifier
from participants.errors import Reason, Refused
from participants.models import (
    AuditEntry,
    Evidence,
    Job,
    Notice,
    Number,
    NumberSeries,
    Role,
    TrainingRecord,
)
from project.jobs import HANDLERS
from tests import papers
from tests.factories import (
    NOW,
    make_competency,
    make_registration,
    make_role,
    make_system,
    make_workshop,
)
from tests.factories_certificates import (
    PATTERN,
    ask,
    close,
    make_certificate,
    make_closed_workshop,
    make_entitlement,
    make_layout,
)
from workshops.models import Entitlement

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ground(files):
    papers.ensure_faces()


def work(at=NOW):
    """What one worker does until nothing waits."""
    while item := take(worker="test", at=at, kinds=HANDLERS):
        perform(item=item, handler=HANDLERS[item.job.kind], at=at)


def bytes_of(certificate) -> bytes:
    with certificate.pdf.content.open() as stored:
        return stored.read()


def reasons(refused) -> list[str]:
    return [reason.code for reason in refused.value.reasons]


def test_everybody_entitled_gets_one_certificate_with_the_next_number():
    workshop = make_closed_workshop(people=3)

    job = ask(workshop)
    work()

    job.refresh_from_db()
    assert job.state == "done"
    numbers = Certificate.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [f"800.2.3/00{n}/DISKOMINFO/XI/2026" for n in (1, 2, 3)]
    assert not queries.waiting(workshop).exists()


def test_the_certificate_is_frozen_with_its_hash_and_its_pdf_carries_the_statement():
    certificate = make_certificate()

    kept = bytes_of(certificate)
    assert certificate.statement_sha256 == statement.fingerprint(certificate.statement)
    assert certificate.pdf.sha256 == hashlib.sha256(kept).hexdigest()
    with pikepdf.open(io.BytesIO(kept)) as document:
        attached = document.attachments["statement.json"].get_file().read_bytes()
    assert attached == statement.canonical(certificate.statement)
    assert papers.decoded(papers.pages(kept)[0]) == [
        f"http://127.0.0.1:8000/v/{certificate.public_id}"
    ]


def test_the_statement_says_what_was_confirmed_and_earned():
    workshop = make_workshop(title_id="Bimtek Kota Cerdas", legal_basis="SK 480/2021\n\nMoU 7/2021")
    registration = make_registration(
        workshop, printed_name="Dr. Wa Ode Siti, M.Si.", printed_rank="Penata (III/c)"
    )
    add_identifier(
        person=registration.person,
        kind="nip",
        digits="198503172010011004",
        by=make_system(),
        at=NOW,
    )
    add_identifier(
        person=registration.person,
        kind="nik",
        digits="7404011703850001",
        by=make_system(),
        at=NOW,
    )
    make_entitlement(registration, jp=4)

    said = statement.Statement.from_dict(make_certificate(workshop).statement)

    assert said.person_name == "Dr. Wa Ode Siti, M.Si."
    assert (said.nip, said.rank) == ("198503172010011004", "Penata (III/c)")
    assert (said.jp_total, [lesson.jp for lesson in said.lessons]) == (4, [4, 4])
    assert said.legal_basis == ("SK 480/2021", "MoU 7/2021")
    assert said.government == "Pemerintah Kabupaten Contoh"
    assert said.organiser == "Dinas Komunikasi dan Informatika"


def test_issuing_writes_a_training_record_that_waits_for_hr():
    workshop = make_closed_workshop()

    certificate = make_certificate(workshop)

    record = TrainingRecord.objects.get()
    assert (record.state, record.form, record.jp) == ("awaiting", 8, 8)
    assert (record.source_kind, record.source_id) == ("certificate", certificate.public_id)
    assert record.number == certificate.number


def test_hr_does_not_wait_for_itself():
    workshop = make_closed_workshop()
    person = workshop.registrations.get().person

    make_certificate(workshop, by=make_role(Role.HR, person.home_unit))

    assert TrainingRecord.objects.get().state == "verified"


def test_awards_become_proposals_by_their_method_and_nothing_more():
    workshop = make_workshop()
    seen, tested = make_competency(code="A"), make_competency(code="B")
    make_entitlement(
        make_registration(workshop),
        awards=[
            {"competency": "A", "level": 1, "method": "exposure"},
            {"competency": "B", "level": 2, "method": "test", "score": "81"},
        ],
    )

    certificate = make_certificate(workshop)

    rows = Evidence.objects.order_by("competency__code")
    assert [(row.competency, row.level, row.act, row.method) for row in rows] == [
        (seen, 1, "propose", "exposure"),
        (tested, 2, "propose", "test"),
    ]
    assert {row.shown_as for row in rows} == {certificate.number}


def test_an_entitlement_has_one_certificate_however_often_it_is_asked_for(files):
    workshop = make_closed_workshop()
    first = make_certificate(workshop)

    again = issue(
        entitlement=Entitlement.objects.get(),
        template=make_layout(workshop.unit),
        series=NumberSeries.objects.get(),
        issued_on=workshop.unit.localdate(NOW),
        by=make_system(),
        at=NOW,
    )

    assert again == first
    assert (Number.objects.count(), Notice.objects.count()) == (1, 1)
    assert AuditEntry.objects.filter(verb="certificates.certificate.issued").count() == 1
    assert len([path for path in files.rglob("*") if path.is_file()]) == 1


def test_a_file_left_by_a_killed_worker_is_replaced(files, monkeypatch):
    workshop = make_closed_workshop()

    def killed(*_made, **_told):
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr("certificates.actions.record.record_trainings", killed)
        with pytest.raises(SystemExit):
            make_certificate(workshop)
    left = [path for path in files.rglob("*") if path.is_file()]
    certificate = make_certificate(workshop)

    assert len(left) == 1
    assert [path for path in files.rglob("*") if path.is_file()] == left
    assert left[0].read_bytes() == bytes_of(certificate)


def test_nobody_without_a_right_is_issued_anything_and_the_reasons_are_given():
    workshop = make_workshop()
    entitlement = make_entitlement(
        make_registration(workshop), kind="none", reasons=[Reason("job-failed").as_json()]
    )

    with pytest.raises(Refused) as refused:
        make_certificate(workshop)

    assert reasons(refused) == ["certificate-not-earned", "job-failed"]
    assert not entitlement.certificates.exists()


def test_an_open_bimtek_issues_nothing():
    with pytest.raises(Refused) as refused:
        ask(make_workshop())

    assert reasons(refused) == ["certificate-before-closing"]


def test_a_reopened_closing_issues_nothing():
    workshop = make_closed_workshop()
    closing = workshop.closings.get()
    closing.reopened_at, closing.reopened_by = NOW, make_system()
    closing.reopened_because = "Presensi tertinggal"
    closing.save()

    with pytest.raises(Refused) as refused:
        make_certificate(workshop)

    assert reasons(refused) == ["certificate-closing-reopened"]
    assert not queries.waiting(workshop).exists()


def test_who_holds_a_valid_certificate_of_an_earlier_closing_keeps_it():
    workshop = make_closed_workshop()
    make_certificate(workshop)
    workshop.closings.update(reopened_at=NOW, reopened_by=make_system(), reopened_because="Ralat")
    make_entitlement(workshop.registrations.get(), close(workshop))

    assert not queries.waiting(workshop).exists()
    assert [one.has_certificate for one in queries.candidates(workshop)] == [True]


def test_typed_numbers_are_given_in_their_order():
    workshop = make_closed_workshop(people=3)

    ask(workshop, typed="090/SC/2026 s.d. 091\n117/SC/2026")
    work()

    assert set(Certificate.objects.values_list("number", flat=True)) == {
        "090/SC/2026",
        "091/SC/2026",
        "117/SC/2026",
    }


def test_too_few_typed_numbers_are_refused_with_how_many_are_missing_and_none_is_kept():
    workshop = make_closed_workshop(people=3)

    with pytest.raises(Refused) as refused:
        ask(workshop, typed="090/SC/2026 s.d. 091")

    assert refused.value.reasons == (Reason("numbers-missing", missing=1, available=2, needed=3),)
    assert (Number.objects.count(), Job.objects.count()) == (0, 0)


def test_a_number_of_the_agenda_book_is_not_typed_twice():
    unit_workshop = make_closed_workshop()
    other = make_closed_workshop(unit=unit_workshop.unit)
    ask(unit_workshop, typed="090/SC/2026")

    with pytest.raises(Refused) as refused:
        ask(other, typed="090/SC/2026")

    assert reasons(refused) == ["number-taken"]


def test_a_new_pattern_goes_on_counting_in_its_year():
    first = make_closed_workshop()
    ask(first)
    work()
    second = make_closed_workshop(unit=first.unit)

    ask(second, pattern="893/{urut}/{tahun}")
    work()

    assert Certificate.objects.get(workshop=second).number == "893/2/2026"


@pytest.mark.parametrize(
    ("days", "code"), [(-1, "issued-before-closing"), (1, "issued-in-the-future")]
)
def test_the_date_lies_between_the_last_day_and_today(days, code):
    workshop = make_closed_workshop()

    with pytest.raises(Refused) as refused:
        ask(workshop, issued_on=workshop.unit.localdate(NOW) + timedelta(days=days))

    assert reasons(refused) == [code]


def test_pressed_twice_it_is_done_once():
    workshop = make_closed_workshop()
    ask(workshop)

    with pytest.raises(Refused) as refused:
        ask(workshop)

    assert reasons(refused) == ["issuing-underway"]


def test_unconfirmed_names_are_listed_first_and_those_without_a_right_last():
    workshop = make_workshop()
    confirmed, unsure, late = (
        make_registration(workshop, printed_name=name) for name in ("Ani", "Budi", "Citra")
    )
    confirmed.confirmed_at, confirmed.confirmed_by = NOW, make_system()
    confirmed.save()
    for registration, kind in ((confirmed, "attended"), (late, "none"), (unsure, "attended")):
        make_entitlement(registration, kind=kind)

    assert [one.name for one in queries.candidates(workshop)] == ["Budi", "Ani", "Citra"]


def test_the_pattern_shows_the_number_that_comes_next():
    workshop = make_closed_workshop()
    ask(workshop)
    work()

    series = queries.register_of(workshop.unit)

    assert queries.next_number(series, workshop.unit.localdate(NOW)) == PATTERN.format(
        urut=2, bulan_romawi="XI", tahun=2026
    )
