"""The pages of the whole journey, by who opens them, and the demo's rows that stand in their addresses."""

from datetime import datetime, timedelta
from typing import Any

from certificates.actions.revoking import revoke, supersede
from certificates.actions.signer import token_of
from certificates.actions.signing import sign
from certificates.models import Certificate, Signature, SignerLink
from certificates.signing.adapters import adapter_for
from certificates.signing.port import Passphrase
from participants.models import Evidence, JobTitle, Number, PlannedPost, StaffingPlan, User
from project.demo.load import load
from project.demo.official import PASSPHRASE
from project.demo.staffing import PROGRAMMER
from tests import papers
from workshops.models import (
    Evaluation,
    Invitation,
    Link,
    LinkKind,
    Registration,
    Submission,
    SubmissionState,
    WorkProgramme,
    Workshop,
    WorkshopState,
)

NOBODY = ""
OFFICE = (
    "", "ubah/", "jadwal/", "jadwal/tahap-baru/", "jadwal/tahap/{stage}/",
    "jadwal/tahap/{stage}/sesi-baru/", "jadwal/sesi/{session}/", "jadwal/presensi/{slot}/",
    "undangan/", "undangan/baru/", "undangan/lampiran-sk/", "undangan/kirim/",
    "undangan/{invitation}/", "surat-tugas/", "surat-tugas/unit/{unit}/", "tamu/", "panitia/",
    "aturan/", "peserta/", "peserta/tambah/", "peserta/{registration}/", "kehadiran/",
    "kehadiran/{slot}/", "kehadiran/{slot}/{registration}/", "kehadiran/perlu-diperiksa/",
    "kehadiran/{slot}/koreksi/", "kehadiran/{slot}/ruangan/", "kehadiran/rekonsiliasi/", "kehadiran/rekonsiliasi/{day}/",
    "perangkat/", "perangkat/pindaian/", "penutupan/", "hak/", "hak/{registration}/", "hasil-kerja/", "hasil-kerja/baru/",
    "hasil-kerja/ingatkan/", "hasil-kerja/{potential}/{returned}/", "kelompok/", "kelompok/{group}/",
    "kelompok/{group}/kerja/", "jadwal/tahap/{second}/syarat-masuk/", "sertifikat/",
    "opd/{invitation}/", "nilai/", "nilai/{stage}/", "nilai/{stage}/tempel/", "buku/",
    "dokumen/", "dokumen/anggaran/", "dokumen/templat/", "dokumen/templat/undangan/", "dokumen/nomor-sk/sk-panitia/",
    "dokumen/tahap/{stage}/nomor/undangan/",
)  # fmt: skip
DESK = ("", "/tempel/", "/pegawai/", "/surat-tugas/", "/peserta/{registration}/",
        "/peserta/{registration}/ganti/", "/hasil-kerja/{work}/", "/lembar-kerja/{work}/",
        "/lembar-kerja/{work}/cetak/", "/lembar-kerja/{work}/unggah/", "/lembar-kerja/{work}/salin/")  # fmt: skip
PAGES: dict[str, tuple[str, ...]] = {
    NOBODY: (
        "/", "/masuk/", "/pindai/", "/p/{person_link}", "/p/{person_link}/riwayat/", "/v/", "/v/{certificate}", "/v/{revoked}", "/v/{prepared}", "/v/{superseded}", "/v/tidak-ada",
        "/t/{signer_link}",
        "/p/tidak-ada", "/p/{holder_link}", "/hadir/", *(f"/o/{{unit_link}}{tail}".removesuffix("/") for tail in DESK),
        "/o/{corrected_link}/hasil-kerja/{potential}/", "/o/{group_link}",
        "/o/{group_link}/hasil-kerja/{group_work}/",
    ),
    "panitia": (
        "/", "/cari/", "/akun/", "/bimtek/", "/bimtek/baru/", "/surat/keluar/", "/surat/masuk/", "/surat/keluar/baru/",
        "/surat/masuk/baru/", "/surat/keluar/pola/", "/surat/keluar/cetak/",
        *(f"/bimtek/{{live}}/{tail}" for tail in OFFICE),
        *(f"/bimtek/{{closed}}/{tail}" for tail in ("", "penutupan/", "hak/", "aturan/", "sertifikat/", "sertifikat/susulan/")),
        "/bimtek/{closed}/undangan/baru/", "/bimtek/{closed}/undangan/",
        "/bimtek/{closed}/sertifikat/terbitkan/", "/bimtek/{closed}/sertifikat/keterangan/",
        "/bimtek/{live}/sertifikat/simbolis/", "/sertifikat/register/", "/sertifikat/register/{series}/{year}/",
        "/sertifikat/register/{series}/pola/", "/sertifikat/register/ketik-nomor/",
        "/sertifikat/", "/sertifikat/templat/",
        "/sertifikat/templat/baru/", "/sertifikat/templat/{layout}/", "/sertifikat/penanda-tangan/",
        "/sertifikat/penanda-tangan/baru/", "/sertifikat/penanda-tangan/{account}/", "/sertifikat/{certificate}/",
        "/sertifikat/{prepared}/", "/sertifikat/{superseded}/", "/bimtek/{unsigned}/sertifikat/",
        "/sertifikat/{certificate}/perbaiki/", "/sertifikat/{certificate}/cabut/", "/pekerjaan/",
        "/program/", "/program/baru/", "/program/{programme}/", "/program/{programme}/ubah/", "/program/status/",
        "/program/{programme}/status/", "/program/berjalan/", "/program/impor/", "/evaluasi/", "/evaluasi/baru/",
        "/evaluasi/{evaluation}/", "/evaluasi/{evaluation}/nilai/asesor/", "/evaluasi/{evaluation}/bobot/",
        "/evaluasi/{evaluation}/surat/",
    ),
    "opd": ("/", "/opd/", *(f"/opd/{{own_invitation}}{tail}" for tail in ("/", "/surat-tugas/"))),
    "timahli": ("/", "/tinjauan/", "/tinjauan/{submission}/"),
    "petugas": ("/", "/bimtek/", "/bimtek/{live}/kehadiran/"),
    "bkpsdm": (
        "/", "/pegawai/", "/pegawai/baru/", "/pegawai/belum-dicocokkan/", "/pegawai/{programmer}/",
        "/pegawai/{programmer}/sertifikat-luar/",
        "/riwayat/", "/riwayat/semua/", "/kompetensi/", "/kompetensi/TIK.PRG/{programmer}/",
        "/jp/", "/jp/{unit}/", "/siasn/", "/siasn/unit/{unit}/", "/impor/", "/unit/", "/unit/{unit}/", "/peta-jabatan/",
        "/impor/ejaan-unit/", "/pegawai/ganda/", "/pegawai/penggabungan/",
        "/peta-jabatan/{plan}/proyeksi/", "/peta-jabatan/{plan}/jabatan/{post}/", "/kompetensi/kamus/",
        "/kompetensi/asesmen/", "/kompetensi/asesmen/baru/",
        "/cakupan/peran/", "/bimtek/{live}/usulan/", "/penempatan/posisi/{post}/",
        "/penempatan/posisi/{post}/pegawai/{programmer}/", "/penempatan/pegawai/{programmer}/",
        "/strategi/", "/strategi/penempatan/", "/strategi/peran/", "/strategi/pelatihan/opd/{unit}/",
        "/strategi/sasaran/", "/kebutuhan-pelatihan/", "/kebutuhan-pelatihan/rencana/",
    ),
    "organisasi": (
        "/", "/peta-jabatan/", "/peta-jabatan/{plan}/", "/peta-jabatan/{plan}/jabatan/{post}/",
        "/peta-jabatan/{plan}/?tampilan=tabel", "/peta-jabatan/{plan}/cetak/", "/peta-jabatan/{plan}/banding/",
        "/peta-jabatan/{plan}/jabatan/{post}/beban-kerja/", "/peta-jabatan/{plan}/unit/{unit}/",
        "/jabatan/", "/jabatan/{job}/",
        "/cakupan/", "/cakupan/peran/", "/cakupan/peran/opd/{unit}/", "/cakupan/peran/kelola/",
    ),
    "penandatangan": ("/", "/sertifikat/", "/tanda-tangan/"),
    "inspektorat": ("/", "/jejak/", "/tidak-ada/"),
    "pimpinan": ("/", "/pimpinan/", "/pimpinan/smart-city/", "/pimpinan/strategi/", "/program/", "/evaluasi/", "/cakupan/", "/jp/"),
    "admin": ("/", "/sertifikat/kunci/", "/hak-akses/", "/unit/", "/unit/baru/", "/jejak/"),
}  # fmt: skip
# What says no is looked at, too.
ANSWERS = {
    "/bimtek/{closed}/undangan/baru/": 409,
    "/tidak-ada/": 404,
    "/p/tidak-ada": 404,
    "/v/tidak-ada": 404,
}


def load_names(now: datetime) -> dict[str, str]:
    """Loads the demo for today; what stands in the addresses, read from the database."""
    papers.ensure_faces()
    load(now.date(), lambda _line: None)
    live = Workshop.objects.get(state=WorkshopState.RUNNING)
    ended = Workshop.objects.filter(state=WorkshopState.CLOSED).order_by("-closed_at")
    recent = ended.filter(certificates__state="issued")[0]
    unsigned = ended.filter(certificates__state="prepared")[0]
    signer = SignerLink.objects.working(now).get()
    stage = live.stages.order_by("order")[0]
    submission = Submission.objects.waiting().of(live).order_by("pk")[0]
    invitation = submission.duty.invitation
    registration = Registration.objects.filter(workshop=live, unit=invitation.unit).order_by("pk")[
        0
    ]
    level = Evidence.objects.waiting_for_a_verdict().order_by("-pk")[0]
    plan = StaffingPlan.objects.get(state="approved")
    links = Link.objects.working(now + timedelta(minutes=1))
    taken_back = _revoked(recent, now)
    return {
        "holder_link": links.get(registration=taken_back.registration_id).token(),
        "revoked": taken_back.public_id,
        **_earlier_and_later(recent, now),
        "unsigned": unsigned.public_id,
        "prepared": unsigned.certificates.order_by("pk")[0].public_id,
        "signer_link": token_of(signer),
        "account": signer.account.public_id,
        "layout": recent.certificates.order_by("pk")[0].template.public_id,
        "live": live.public_id,
        "closed": recent.public_id,
        "stage": stage.public_id,
        "session": stage.sessions.order_by("starts_at", "pk")[0].public_id,
        "day": stage.starts_on.isoformat(),
        "slot": stage.slots.order_by("opens_at", "pk")[0].public_id,
        "invitation": invitation.public_id,
        "own_invitation": Invitation.objects.get(
            workshop=live, unit__short_name="Dinkes"
        ).public_id,
        "unit": invitation.unit.public_id,
        "registration": registration.public_id,
        "work": submission.duty.deliverable.public_id,
        "submission": submission.public_id,
        **_rounds(live, links),
        "unit_link": links.get(kind=LinkKind.UNIT, invitation=invitation).token(),
        "person_link": links.get(kind=LinkKind.PARTICIPANT, registration=registration).token(),
        "programme": WorkProgramme.objects.get(title="Lapor Bantul").public_id,
        "evaluation": Evaluation.objects.order_by("-year")[0].public_id,
        "certificate": Certificate.objects.valid()
        .filter(workshop=recent)
        .order_by("pk")[0]
        .public_id,
        **_numbers(recent),
        "programmer": level.person.public_id,
        "plan": plan.public_id,
        "job": JobTitle.objects.get(name=PROGRAMMER).public_id,
        "post": PlannedPost.objects.filter(plan=plan, post__job__name=PROGRAMMER)
        .order_by("pk")[0]
        .public_id,
    }


def _numbers(recent: Workshop) -> dict[str, str]:
    """The book of the numbers of a closed Bimtek's certificates, and its year."""
    number = Number.objects.filter(series__unit=recent.unit, used_for_kind="certificate").order_by(
        "-pk"
    )[0]
    return {"series": number.series.public_id, "year": str(number.year)}


def _rounds(live: Workshop, links: Any) -> dict[str, str]:
    """A version that came back with comments, a group and its link, the stage that comes next."""
    returned = Submission.objects.of(live).get(
        state=SubmissionState.RETURNED, reviews__comments__path="halaman:1"
    )
    waiting = Submission.objects.of(live).filter(state=SubmissionState.TO_CONFIRM).get()
    group = live.groups.filter(kind="group").order_by("pk")[0]
    return {
        "potential": returned.duty.deliverable.public_id,
        "returned": returned.duty.invitation.public_id,
        "corrected_link": links.get(invitation=waiting.duty.invitation).token(),
        "group": group.public_id,
        "group_link": links.get(group=group).token(),
        "group_work": group.duties.get().deliverable.public_id,
        "second": live.stages.get(order=2).public_id,
    }


def _revoked(workshop: Workshop, now: datetime) -> Certificate:
    """One of its certificates, taken back: its holder's page says so."""
    last = Certificate.objects.valid().filter(workshop=workshop).order_by("-pk")[0]
    return revoke(
        certificate=last,
        public_reason="Keliru orang",
        file_reason="",
        by=User.objects.get(username="panitia"),
        at=now,
    )


def _earlier_and_later(workshop: Workshop, now: datetime) -> dict[str, str]:
    """One of its certificates with the name put right, signed anew by its official."""
    first = Certificate.objects.valid().filter(workshop=workshop).order_by("pk")[1]
    said = {"by": User.objects.get(username="panitia"), "at": now}
    later = supersede(certificate=first, person_name="Nama Rekaan Betul", reason="Ejaan", **said)
    row = Signature.objects.select_related("account").get(certificate=later)
    signer = adapter_for(row.account, Passphrase(PASSPHRASE), at=now)
    sign(signatures=[row], signer=signer, **said)
    return {"superseded": first.public_id}
