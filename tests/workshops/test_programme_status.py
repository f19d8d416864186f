"""Status by period: reported one by one or in a grid, never rewritten, added up as of a day."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from participants.errors import Refused
from participants.models import AuditEntry, Role
from tests.factories import (
    NOW,
    make_invitation,
    make_pemda,
    make_role,
    make_system,
    make_unit,
    make_workshop,
)
from tests.factories_links import make_link, upload
from tests.factories_people import csv_sheet
from tests.factories_programmes import make_programme, say
from workshops.actions.programme import withdraw_programme
from workshops.actions.programme_report import Status, report_many
from workshops.models import Pillar, ProgrammeReport, WorkProgramme
from workshops.queries.running import running_on
from workshops.rules.running import Share, share_of

pytestmark = pytest.mark.django_db
THIRD = date(2022, 10, 3)
# Bantul, 3 October 2022: as the press gives it, and the smallest whole numbers that make it.
BANTUL = {
    "governance": ("96.2", 25, 26),
    "branding": ("83.3", 10, 12),
    "economy": ("100.0", 8, 8),
    "society": ("100.0", 9, 9),
    "living": ("90.9", 20, 22),
    "environment": ("100.0", 7, 7),
}


def codes(refusal):
    return [reason.code for reason in refusal.value.reasons]


@pytest.fixture
def office():
    return make_unit(make_pemda("Kabupaten Bantul", timezone="Asia/Jakarta"), name="Diskominfo")


@pytest.fixture
def health(office):
    return make_unit(office.parent, name="Dinas Kesehatan", short_name="Dinkes")


def answers(programmes, states):
    """What is typed into the grid, one (state, cause) a programme."""
    typed = {}
    for programme, (state, cause) in zip(programmes, states, strict=True):
        typed[f"{programme.public_id}-state"] = state
        typed[f"{programme.public_id}-cause"] = cause
    return typed


def test_bantul_s_shares_of_3_october_2022_come_out_of_what_is_typed_in(client, office, health):
    """The register from a sheet, its status by the OPD and the organiser in the grid."""
    client.force_login(make_role(Role.ORGANISER, office))
    rows = [
        (f"Program {pillar} {number}", pillar, "Dinkes" if pillar == "living" else "Diskominfo")
        for pillar, (_percent, _running, count) in BANTUL.items()
        for number in range(count)
    ]
    sheet = io.BytesIO(csv_sheet(*rows, headers=("Nama Program", "Pilar", "OPD Pengampu")))
    sheet.name = "program.csv"
    sent = client.post("/program/impor/", {"keeper": office.public_id, "file": sheet})
    client.post(f"{sent.url}masukkan/")
    stuck = {
        f"Program {pillar} {number}"
        for pillar, (_percent, running, count) in BANTUL.items()
        for number in range(running, count)
    }
    causes = iter(["refocusing", "in_development"] * 10)

    for number in range(1, 8):
        address = f"/program/status/?page={number}"
        shown = [line.programme for line in client.get(address).context["lines"]]
        states = [
            ("not_running", next(causes)) if one.title in stuck else ("running", "")
            for one in shown
        ]
        answer = client.post(address, {"period_on": "2022-10-03", **answers(shown, states)})
        assert answer.status_code == 302

    page = client.get("/program/berjalan/?per=2022-10-03")
    found = running_on(WorkProgramme.objects.all(), THIRD)
    assert {row.key: str(row.share.percent) for row in found.pillars} == {
        pillar: percent for pillar, (percent, _running, _count) in BANTUL.items()
    }
    assert {(row["name"], str(row["share"].percent)) for row in page.context["pillars"]} == {
        (Pillar(pillar).label, percent) for pillar, (percent, _r, _c) in BANTUL.items()
    }
    assert "96,2 %" in page.text
    assert sum(count for _name, count in found.causes) == len(stuck) == 5


def test_what_nobody_reported_is_not_taken_for_standing_still():
    assert share_of(["running", None, "", "not_running"]) == Share(1, 1, 2)
    assert str(share_of(["running", None]).percent) == "100.0"
    assert share_of([None]).percent is None


def test_the_last_word_as_of_a_day_counts(office):
    programme = make_programme(office, title="Portal")
    say(programme, "not_running", "people", on=date(2022, 3, 1))
    say(programme, on=date(2022, 9, 1))
    say(programme, "not_running", "regulation", on=date(2022, 12, 1))

    def state(day):
        return running_on(WorkProgramme.objects.all(), day).standing[0].state

    assert [state(date(2022, month, 15)) for month in (2, 3, 9, 12)] == [
        None,
        "not_running",
        "running",
        "not_running",
    ]


def test_a_second_report_of_one_day_corrects_the_first_and_both_stay(office):
    programme = make_programme(office)
    say(programme, on=THIRD, at=NOW)
    say(programme, "not_running", "other", on=THIRD, at=datetime(2026, 11, 23, tzinfo=UTC))

    (row,) = running_on(WorkProgramme.objects.all(), THIRD).standing
    assert (row.state, row.cause) == ("not_running", "other")
    assert programme.reports.count() == 2


def test_only_programmes_of_that_year_that_still_stand_are_counted(office):
    make_programme(office, title="Kini", starts_year=2022, ends_year=2026)
    make_programme(office, title="Nanti", starts_year=2027)
    make_programme(office, title="Dulu", ends_year=2021)
    gone = make_programme(office, title="Ditarik")
    withdraw_programme(programme=gone, reason="Digabung", by=make_system(), at=NOW)

    found = running_on(WorkProgramme.objects.all(), THIRD)

    assert [row.title for row in found.standing] == ["Kini"]


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"state": "not_running"}, "report-cause-missing"),
        ({"state": "sleeping"}, "report-state-unknown"),
        ({"state": "running", "spent": -1}, "report-figure-negative"),
        ({"state": "running", "on": date(2026, 11, 23)}, "report-in-future"),
        ({"state": "running", "on": date(2021, 12, 31)}, "report-before-start"),
    ],
)
def test_what_is_no_report_is_refused(office, told, code):
    programme = make_programme(office, starts_year=2022)

    with pytest.raises(Refused) as refusal:
        say(programme, **told)

    assert codes(refusal) == [code]


def test_the_grid_is_all_or_nothing(office):
    good, bad = make_programme(office, title="Baik"), make_programme(office, title="Buruk")

    with pytest.raises(Refused) as refusal:
        report_many(
            told=[(good, Status("running")), (bad, Status("not_running"))],
            period_on=THIRD,
            by=make_system(),
            at=NOW,
        )

    assert refusal.value.reasons[0].args["title"] == "Buruk"
    assert not ProgrammeReport.objects.exists()


def test_a_wrong_line_keeps_everything_that_was_typed(client, office):
    client.force_login(make_role(Role.ORGANISER, office))
    programme = make_programme(office, title="Portal")
    key = programme.public_id

    answer = client.post(
        "/program/status/",
        {
            "period_on": "2022-10-03",
            f"{key}-state": "not_running",
            f"{key}-note": "Menunggu server",
            f"{key}-realisation": "banyak",
        },
    )

    assert answer.status_code == 422
    assert 'value="Menunggu server"' in answer.text
    assert "Pilih sebabnya." in answer.text
    assert not ProgrammeReport.objects.exists()


def test_what_is_typed_is_saved_by_programme_wherever_the_list_has_moved_to(client, office):
    """Thirty programmes came between, the filter names another OPD, the page is the second."""
    client.force_login(make_role(Role.ORGANISER, office))
    known = [make_programme(office, title=f"Portal {n}") for n in range(3)]
    other = make_programme(make_unit(office.parent), keeper=office)
    for n in range(15):
        make_programme(office, title=f"Antrean {n}")

    sent = client.post(
        f"/program/status/?opd={other.unit.public_id}&page=2",
        {"period_on": "2022-10-03", **answers(known, [("running", "")] * 3)},
    )

    assert sent.status_code == 302
    assert {one.programme for one in ProgrammeReport.objects.all()} == set(known)


def test_what_cannot_be_saved_is_said_with_what_was_typed_and_the_rest_is_saved(client, office):
    client.force_login(make_role(Role.ORGANISER, office))
    kept, gone = make_programme(office, title="Portal"), make_programme(office, title="Antrean")
    withdraw_programme(programme=gone, reason="Digabung", by=make_system(), at=NOW)
    typed = {
        "period_on": "2022-10-03",
        f"{gone.public_id}-title": "Antrean",
        f"{gone.public_id}-state": "running",
        f"{gone.public_id}-realisation": "1.250",
        f"{gone.public_id}-note": "Sudah dipakai",
    }
    said = (
        "Antrean tidak dapat disimpan: tidak lagi berlaku di daftar Anda. "
        "Isiannya: Berjalan; 1.250; Sudah dipakai."
    )

    alone = client.post("/program/status/", typed)
    both = client.post("/program/status/", typed | answers([kept], [("running", "")]), follow=True)

    assert alone.status_code == 422
    assert said in alone.text
    assert said in both.text
    assert ProgrammeReport.objects.get().programme == kept


def test_a_grid_with_a_fault_comes_back_with_the_programmes_it_had(client, office):
    client.force_login(make_role(Role.ORGANISER, office))
    shown = make_programme(office, title="Portal")
    for n in range(15):
        make_programme(office, title=f"Antrean {n}")

    answer = client.post(
        "/program/status/", {"period_on": "2022-10-03", f"{shown.public_id}-note": "Menunggu"}
    )

    assert [line.programme for line in answer.context["lines"]] == [shown]
    assert 'value="Menunggu"' in answer.text


def test_turning_the_page_saves_what_was_typed_and_nothing_typed_only_turns(client, office):
    client.force_login(make_role(Role.ORGANISER, office))
    programmes = [make_programme(office, title=f"Portal {n:02}") for n in range(13)]
    turn = {"period_on": "2022-10-03", "page": "2"}

    saved = client.post("/program/status/", turn | answers(programmes[:1], [("running", "")]))
    turned = client.post("/program/status/", turn | answers(programmes[:1], [("", "")]))

    assert saved["Location"] == turned["Location"] == "/program/status/?page=2"
    assert ProgrammeReport.objects.get().programme == programmes[0]


def test_an_opd_reports_its_own_by_its_link(client, office, health):
    workshop = make_workshop(office)
    invitation = make_invitation(workshop, health)
    own = make_programme(health, keeper=office, title="Antrean")
    other = make_programme(office, keeper=office, title="Portal")
    address = f"/o/{make_link(invitation).token()}/program/"

    page = client.get(address)
    sent = client.post(
        address,
        {
            "period_on": "2022-10-03",
            **answers([own, other], [("running", ""), ("running", "")]),
            f"{own.public_id}-realisation": "1.250",
            f"{own.public_id}-spent": "Rp 5.000.000",
        },
    )

    assert [line.programme.title for line in page.context["lines"]] == ["Antrean"]
    assert sent.status_code == 302
    (report,) = ProgrammeReport.objects.all()
    assert (report.programme, report.realisation, report.spent) == (own, 1250, 5_000_000)
    assert report.reported_by == invitation.links.get().user


def test_an_opd_s_account_reports_its_own_and_reads_the_evidence(client, office, health):
    own = make_programme(health, keeper=office, measure="orang", years={2022: (Decimal(50), 100)})
    client.force_login(make_role(Role.UNIT_ADMIN, health))
    file = upload()

    client.post(
        f"/program/{own.public_id}/status/",
        {
            "period_on": "2022-10-03",
            "state": "running",
            "realisation": "40",
            "spent": "75",
            "upload": file,
        },
    )

    (report,) = ProgrammeReport.objects.all()
    page = client.get(f"/program/{own.public_id}/")
    assert "(80 %)" in page.text
    assert "(75 %)" in page.text
    evidence = client.get(f"/program/laporan/{report.public_id}/berkas/")
    assert evidence.headers["Content-Disposition"].startswith("attachment")
    assert evidence.getvalue()
    assert AuditEntry.objects.filter(verb="workshops.programme.evidence_read").count() == 1
    client.force_login(make_role(Role.UNIT_ADMIN, make_unit(office.parent)))
    assert client.get(f"/program/laporan/{report.public_id}/berkas/").status_code == 404


def test_a_leader_reads_and_reports_nothing(client, office, health):
    own = make_programme(health, keeper=office)
    client.force_login(make_role(Role.LEADER, office.parent))

    assert client.get(f"/program/{own.public_id}/").status_code == 200
    assert client.get(f"/program/{own.public_id}/status/").status_code == 404
    assert client.get("/program/status/").status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_the_shares_take_the_same_queries_however_many_programmes(
    client, office, rows, django_assert_num_queries
):
    for _ in range(rows):
        say(make_programme(make_unit(office.parent), keeper=office))
    client.force_login(make_role(Role.LEADER, office.parent))

    # session, user, grants; where programmes are, Pemda; programmes with their last word, units
    with django_assert_num_queries(7):
        client.get("/program/berjalan/")
