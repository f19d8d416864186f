"""Two regions with everything in them."""

import itertools
from dataclasses import dataclass, field
from datetime import date

from participants.actions import notice
from participants.actions.importing import keep_spellings
from participants.actions.job import enqueue
from participants.actions.matching import merge_people
from participants.actions.person import add_identifier, grant
from participants.models import (
    IdentifierKind,
    NoticeChannel,
    NumberSeries,
    OrganisationUnit,
    Person,
    Role,
    UnitKind,
    User,
)
from tests.factories import (
    NOW,
    make_competency,
    make_invitation,
    make_pemda,
    make_person,
    make_registration,
    make_role,
    make_system,
    make_unit,
    make_user,
    make_workshop,
)
from tests.factories_certificates import (
    PATTERN,
    make_layout,
)
from tests.factories_links import make_expert_link
from tests.factories_people import csv_sheet, stage
from tests.factories_record import (
    make_employee,
    make_evidence,
    make_plan,
    make_planned,
    make_training,
)
from tests.world.addresses import Arguments
from tests.world.assessments import assessed
from tests.world.books import books_of, paper_of
from tests.world.documents import documents_of
from tests.world.earned import FOREVER, an_account, earned, waiting_of
from tests.world.programmes import programmes_of, register_of
from tests.world.siasn import siasn_of
from tests.world.strategy import promised
from tests.world.works import works_of
from workshops.actions.link import Target, issue_links
from workshops.models import (
    AssignmentLetter,
    Attendance,
    CheckIn,
    Device,
    Guest,
    Invitation,
    Link,
    LinkKind,
    Nomination,
    Registration,
    Workshop,
    WorkshopRole,
    WorkshopRoleKind,
)
from workshops.tokens import new_nonce

# What must not leave its unit: in people, papers and files; in the unit's own name; in outsiders.
SECRET, SECRET_UNIT, OUTSIDER = "qwertara", "zulmarka", "xenolita"
DAY = date(2026, 11, 22)
_nips = itertools.count(1)


@dataclass
class Region:
    """One Pemda: the office, a Bimtek that runs and one that is closed."""

    pemda: OrganisationUnit
    office: OrganisationUnit
    live: Workshop
    closed: Workshop
    own: Arguments = field(default_factory=dict)  # its things that belong to no OPD


@dataclass
class World:
    region: Region
    elsewhere: Region
    unit: OrganisationUnit
    users: dict[str, User]
    inside: Arguments  # things of the region and of ``unit``
    neighbour: Arguments  # the same Bimtek, but people and papers of another OPD
    outside: Arguments  # things of the other region


def build() -> World:
    region, elsewhere = _region("Kabupaten Buton"), _region("Kabupaten Bantul")
    unit = make_unit(region.pemda, name="Dinas Kesehatan")
    inside = region.own | _furnish(region, unit, "Pemilik")
    other = make_unit(region.pemda, name=f"Dinas {SECRET_UNIT.title()}")
    theirs = _furnish(region, other, SECRET.title())
    bank = make_unit(region.pemda, name="Bank Daerah", kind=UnitKind.EXTERNAL)
    _furnish(region, bank, OUTSIDER.title())
    away = _furnish(elsewhere, make_unit(elsewhere.pemda, name="Dinas Jauh"), "Jauh")
    users = _users(region, unit, inside)
    inside |= waiting_of(region.closed, users["signer"])
    # A link opens its page for whoever has it: the neighbour's things, but by one's own links.
    neighbour = inside | {
        key: value for key, value in theirs.items() if key[0] not in ("o", "p", "t")
    }
    return World(
        region=region,
        elsewhere=elsewhere,
        unit=unit,
        users=users,
        inside=inside,
        neighbour=neighbour,
        outside=elsewhere.own | away | waiting_of(elsewhere.closed, None),
    )


def _users(region: Region, unit: OrganisationUnit, inside: Arguments) -> dict[str, User]:
    users = {str(role): make_role(role, region.pemda) for role in Role}
    users[Role.UNIT_ADMIN] = make_role(Role.UNIT_ADMIN, unit)
    users["hr_of_unit"] = make_role(Role.HR, unit)
    for kind in (WorkshopRoleKind.OFFICER, WorkshopRoleKind.COMMITTEE):
        users[str(kind)] = make_user()
        WorkshopRole.objects.create(workshop=region.live, user=users[str(kind)], role=kind)
    users["expert"] = make_user()
    WorkshopRole.objects.create(
        workshop=region.live, user=users["expert"], role=WorkshopRoleKind.EXPERT, unit=unit
    )
    users["participant"] = make_user(
        person=Person.objects.get(public_id=inside["pegawai", "public_id"])
    )
    users["nobody"] = make_user()
    return users


def _region(name: str) -> Region:
    pemda = make_pemda(name)
    office = make_unit(pemda, name=f"Dinas Kominfo {name}")
    live = make_workshop(office, title_id=f"Bimtek Berjalan {name}", state="running")
    closed = make_workshop(office, title_id=f"Bimtek Selesai {name}", state="running")
    region = Region(pemda, office, live, closed)
    by = make_system()
    first = live.stages.get()
    slot = first.slots.get(kind="pagi")
    layout = make_layout(office)
    Guest.objects.create(workshop=live, name="Tamu Kehormatan")
    device = Device.objects.create(
        workshop=live,
        user=make_user(kind="device"),
        name="HP Panitia",
        token_lookup=new_nonce(),
        provisioned_at=NOW,
        provisioned_by=by,
    )
    make_planned(make_plan(pemda, approved=True), office)
    plan = make_plan(pemda)
    competency = make_competency()
    planned = make_planned(plan, office, competency=competency)
    session = stage(csv_sheet(("", "", "Orang Impor", "Dinas Tiada")), pemda, by=by)
    expert = make_expert_link(live)
    Link.objects.filter(pk=expert.pk).update(valid_to=FOREVER)
    doubled = [make_person(office, full_name="Orang Ganda") for _twice in range(2)]
    merged = [make_person(office, full_name="Orang Gabung") for _twice in range(2)]
    region.own = {
        ("ganda", "first"): doubled[0].public_id,
        "second": doubled[1].public_id,
        ("penggabungan", "public_id"): merge_people(
            winner=merged[0], loser=merged[1], taken=[], by=by, at=NOW
        ).public_id,
        ("t", "token"): expert.token(),
        ("bimtek", "code"): live.public_id,
        ("bimtek", "public_id"): closed.public_id,
        ("tahap", "stage_id"): first.public_id,
        ("tahap", "stage"): first.public_id,
        ("nilai", "stage"): first.public_id,
        ("sesi", "session_id"): first.sessions.order_by("pk")[0].public_id,
        ("presensi", "slot_id"): slot.public_id,
        ("kehadiran", "slot"): slot.public_id,
        ("perangkat", "device"): device.public_id,
        ("templat", "public_id"): layout.public_id,
        ("register", "series"): NumberSeries.objects.create(
            unit=office, register="certificate", pattern=PATTERN, valid_from=date(2026, 1, 1)
        ).public_id,
        ("kompetensi", "code"): competency.code,
        ("kompetensi", "competency_id"): competency.public_id,
        ("peta-jabatan", "public_id"): plan.public_id,
        ("jabatan", "post_id"): planned.public_id,
        ("jabatan", "public_id"): planned.post.job.public_id,
        ("impor", "public_id"): session.public_id,
        ("posisi", "public_id"): planned.public_id,
        ("baris", "number"): str(session.rows.get().pk),
        ("ejaan-unit", "public_id"): keep_spellings(
            unit=pemda, meant={"Din. Kantor": office}, by=by, at=NOW
        )[0].public_id,
        ("unit", "public_id"): office.public_id,
        ("units", "id"): office.public_id,
        ("workshops", "id"): live.public_id,
        ("zip", "job"): enqueue(
            kind="certificates.bundle", items=["semua"], by=by, at=NOW, workshop=closed.public_id
        ).public_id,
        ("pekerjaan", "public_id"): enqueue(
            kind="certificates.issue", items=["x"], by=by, at=NOW
        ).public_id,
        **register_of(office),
        **documents_of(live),
        **promised(pemda, competency),
    }
    return region


def _furnish(region: Region, unit: OrganisationUnit, word: str) -> Arguments:
    """A unit with a person in both Bimtek, and everything that hangs on them; ``word`` is in it all."""
    by, live = make_system(), region.live
    person = make_employee(unit, full_name=f"{word} Orang")
    colleague = make_employee(unit, full_name=f"{word} Rekan")
    nip = f"198503152010012{next(_nips):03}"
    add_identifier(person=person, kind=IdentifierKind.NIP, digits=nip, by=by, at=NOW)
    stranger = make_person(unit, full_name=f"{word} Belum Cocok", match_state="unmatched")
    invitation = make_invitation(live, unit, seats=3)
    registration = make_registration(
        live, person, invitation=invitation, printed_post=f"{word} Jabatan"
    )
    first = live.stages.get()
    slot = first.slots.get(kind="pagi")
    Attendance.objects.create(
        registration=registration,
        slot=slot,
        status="izin",
        excuse="izin",
        note=f"{word} izin",
        paper=paper_of(unit, word, "izin.pdf"),
        noted_at=NOW,
        noted_by=by,
    )
    doubt = CheckIn.objects.create(
        nonce=new_nonce(),
        kind="arrive",
        workshop=live,
        registration=registration,
        slot=slot,
        source="name",
        arrived_at=NOW,
        received_at=NOW,
        verdict="closed",
        outcome="needs_review",
        reason=f"{word} ragu",
        by=by,
    )
    books = books_of(registration, unit, word)
    letter = AssignmentLetter.objects.create(
        workshop=live,
        unit=unit,
        state="received",
        number=f"{word}/SPT/1",
        dated_on=DAY,
        signer=f"{word} Kepala",
        file=paper_of(unit, word, "surat.pdf"),
        handed_in_at=NOW,
        handed_in_by=by,
    )
    letter.registrations.add(registration)
    exemption = registration.exemptions.create(
        effect="granted", reason=f"{word} tugas luar", made_at=NOW, made_by=by
    )
    handed_in = works_of(invitation, registration, first, word)
    told = notice.post(
        code="workshops.invitation",
        channel=NoticeChannel.WHATSAPP,
        about=invitation,
        by=by,
        at=NOW,
        unit=unit,
    )
    certificate, holder = earned(region.closed, colleague, unit)
    signer = an_account(region.office, word)
    training = make_training(
        person, title=f"{word} Pelatihan", file=paper_of(unit, word, "luar.pdf")
    )
    competency = make_competency()
    make_evidence(person, competency, note=f"{word} bukti")
    return {
        ("o", "token"): _token(invitation),
        ("p", "token"): _token(holder),
        ("opd", "invitation"): invitation.public_id,
        ("undangan", "invitation_id"): invitation.public_id,
        ("pesan", "notice_id"): told.public_id,
        ("unit", "unit_id"): unit.public_id,
        ("spt", "unit_id"): unit.public_id,
        ("jp", "public_id"): unit.public_id,
        ("opd", "public_id"): unit.public_id,
        ("usulan", "nomination"): Nomination.objects.create(
            workshop=region.live,
            unit=unit,
            person=person,
            proposed_at=NOW,
            proposed_by=by,
        ).public_id,
        ("berkas", "letter_id"): letter.public_id,
        ("surat-tugas", "letter"): letter.public_id,
        ("peserta", "person"): registration.public_id,
        ("peserta", "registration"): registration.public_id,
        ("peserta", "registration_id"): registration.public_id,
        ("peserta", "public_id"): registration.public_id,
        "registration": registration.public_id,
        ("pengecualian", "exemption"): exemption.public_id,
        **handed_in,
        "invitation": invitation.public_id,
        ("perlu-diperiksa", "nonce"): doubt.nonce,
        **books,
        **programmes_of(region.office, unit, word),
        **siasn_of(person, unit, word),
        ("pegawai", "public_id"): person.public_id,
        ("pegawai", "person_id"): person.public_id,
        ("cocok", "public_id"): stranger.public_id,
        ("people", "id"): person.public_id,
        ("riwayat", "public_id"): training.public_id,
        ("kegiatan", "public_id"): training.public_id,
        ("training-records", "id"): training.public_id,
        "public_id": person.public_id,
        ("registrations", "id"): registration.public_id,
        ("attendance", "id"): f"{registration.public_id}-{slot.public_id}",
        **assessed(person, competency, word),
        ("v", "public_id"): certificate.public_id,
        ("sertifikat", "public_id"): certificate.public_id,
        ("sertifikat", "certificate"): certificate.public_id,
        ("certificates", "id"): certificate.public_id,
        "account_id": signer.public_id,
    }


def _token(of: Invitation | Registration) -> str:
    is_unit = isinstance(of, Invitation)
    (link,) = issue_links(
        workshop=of.workshop,
        kind=LinkKind.UNIT if is_unit else LinkKind.PARTICIPANT,
        targets=[
            Target(str(of.unit), invitation=of) if is_unit else Target(str(of), registration=of)
        ],
        by=make_system(),
        at=NOW,
        valid_to=FOREVER,
    )
    return link.token()


def grant_also(user: User, role: str, unit: OrganisationUnit) -> None:
    """One more role for somebody who has one."""
    grant(user=user, role=role, unit=unit, valid_from=date(2020, 1, 1), by=make_system(), at=NOW)


def add_row(region: Region, user: User, number: int) -> None:
    """One more OPD with all its things, one more Bimtek, and one more of what belongs to the region."""
    unit = make_unit(region.pemda, name=f"Dinas Baris {number}")
    _furnish(region, unit, f"Baris{number}")
    make_workshop(region.office, title_id=f"Bimtek Baris {number}")
    make_layout(region.office)
    Guest.objects.create(workshop=region.live, name=f"Tamu {number}")
    Device.objects.create(
        workshop=region.live,
        user=make_user(kind="device"),
        name=f"HP {number}",
        provisioned_at=NOW,
        provisioned_by=make_system(),
    )
    make_planned(make_plan(region.pemda), unit)
    stage(csv_sheet(("", "", f"Orang {number}", "Dinas Tiada")), region.pemda, by=user)
    keep_spellings(unit=region.pemda, meant={f"Ejaan {number}": unit}, by=user, at=NOW)
    enqueue(kind="certificates.issue", items=[f"{number}"], by=user, at=NOW)
    make_role(Role.UNIT_ADMIN, unit)
