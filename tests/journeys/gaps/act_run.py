"""The Bimtek runs: everybody who was sent is scanned, twelve pass the test, certificates are issued."""

from datetime import datetime

from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import expect

from certificates.models import Certificate
from tests.factories_day import make_door, make_scan
from tests.journeys.chain import act_certificate, act_door
from tests.journeys.gaps.story import Story
from tests.journeys.telling import figure
from workshops.models import Registration, Workshop

PASSED, FAILED = "82", "55"


def scan(story: Story) -> None:
    """Both slots of the day; the scans go to the door's own address, as a phone sends them."""
    act_door.open_slots(story)
    workshop = Workshop.objects.get(title_id=story.title)
    _door, token = make_door(workshop)
    page = story.as_("panitia")
    people = list(Registration.objects.filter(workshop=workshop).order_by("pk"))
    assert {one.printed_name for one in people} == story.sent
    for turn in range(2):
        items = [
            make_scan(one, seq=1 + turn * len(people) + place, device_at=_now())
            for place, one in enumerate(people)
        ]
        answer = page.request.post(
            "/pindai/api/pindai",
            data={"items": items},
            headers={"Authorization": f"Bearer {token}"},
        )
        assert answer.ok, answer.text()
        act_door.close_slot(story)
        page.goto(story.slot)
        if turn == 0:
            story.visit(page, "kehadiran/")
            page.get_by_role("link", name="Siang", exact=True).click()
            story.slot = page.url
    assert figure(page, "Hadir") == f"{len(people)} dari {len(people)}"


def _now() -> str:
    moment: datetime = timezone.now()
    return moment.isoformat()


def test(story: Story) -> None:
    """Twelve of those whom BKPSDM proposed pass; two of them do not, and neither does the stand-in."""
    page = story.as_("panitia")
    story.visit(page, "nilai/")
    page.get_by_role("table").get_by_role("link").first.click()
    proposed = sorted(one for one in story.sent if one.startswith("Programmer"))
    for name in story.sent:
        row = page.get_by_role("row").filter(has_text=name)
        row.locator("[data-column=post]").fill(PASSED if name in proposed[:12] else FAILED)
    page.get_by_role("button", name="Simpan nilai").click()
    expect(page.get_by_text("15 nilai disimpan.")).to_be_visible()


def close_and_issue(story: Story) -> None:
    page = story.as_("panitia")
    story.visit(page, "penutupan/")
    assert figure(page, "Berhak atas sertifikat") == "15 dari 15"
    page.get_by_text("Tutup kegiatan").first.click()
    page.get_by_role("button", name="Ya, tutup kegiatan").click()
    expect(page.get_by_text("penutupan ke-1")).to_be_visible()
    act_certificate.make_layout(story)
    story.visit(page, "sertifikat/")
    page.get_by_role("link", name="Terbitkan 15 sertifikat").click()
    page.get_by_role("button", name="Terbitkan 15 sertifikat").click()
    expect(page.get_by_text("0 dari 15")).to_be_visible()
    call_command("worker", "--once")
    expect(page.get_by_text("15 dari 15")).to_be_visible()
    page.get_by_role("link", name="Lihat sertifikat").click()
    assert Certificate.objects.count() == 15


def accept(story: Story) -> None:
    """BKPSDM takes the trainings into the history, and the levels that the test proved."""
    page = story.as_("bkpsdm")
    page.goto("/riwayat/")
    page.get_by_role("button", name="Terima 15 riwayat").click()
    page.goto("/kompetensi/")
    page.get_by_role("button", name="Tetapkan 12 tingkat hasil ujian").click()
    expect(page.get_by_text("Tetapkan 12 tingkat hasil ujian")).to_have_count(0)


def revoke(story: Story, name: str) -> None:
    page = story.as_("panitia")
    story.visit(page, "sertifikat/")
    page.get_by_role("link", name=name).first.click()
    page.get_by_role("link", name="Cabut").click()
    page.get_by_label("Alasan untuk umum").fill("Terbit untuk orang yang salah")
    page.get_by_role("button", name="Cabut sertifikat ini").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
