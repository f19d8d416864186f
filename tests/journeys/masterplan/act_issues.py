"""Two people of one OPD fill in one worksheet at once; then it is sent and accepted."""

from playwright.sync_api import expect

from tests.journeys.masterplan.review import accept
from tests.journeys.masterplan.sheet import (
    control,
    expect_saved,
    fill,
    open_sheet,
    row,
    send,
)
from tests.journeys.masterplan.story import Story

WORK = "Kertas kerja analisis isu daerah"
MANDATE = "Urusan dan tugas pokok"
AT_DESK = "Urusan kesehatan: Perda Nomor 8 Tahun 2016."
IN_HALL = "Urusan pemerintahan bidang kesehatan, dari pos pelayanan sampai rumah sakit."
PLANNING = "RPJMD 2021-2026 dan Renstra Dinas Kesehatan."
ISSUE = "Antrean puskesmas panjang"


def two_editors(story: Story) -> None:
    """One sits at the desk; the other types on a phone in the hall, without a signal. When it is
    back, both see what both wrote in the same cell, and nobody's words are lost."""
    opd = story.world.diligent
    hall = open_sheet(story, opd, WORK, on_phone=True)
    desk = open_sheet(story, opd, WORK)
    story.look(desk, "mp-lembar-isu")

    hall.context.set_offline(True)
    fill(hall, {MANDATE: IN_HALL, "Dokumen perencanaan yang dipakai": PLANNING})
    expect(hall.get_by_text("Belum tersimpan – sinyal.")).to_be_visible()
    fill(desk, {MANDATE: AT_DESK})
    fill(
        row(desk, "Isu daerah", 1),
        {
            "Isu": ISSUE,
            "Dimensi": "Smart Living",
            "Data pendukung": "Rata-rata 3 jam, 14 puskesmas, Profil Kesehatan 2025.",
            "Kemendesakan": "Tinggi",
        },
    )
    expect_saved(desk)
    hall.context.set_offline(False)

    met = hall.get_by_role("alert").filter(has_text="Penyunting lain menulis ini pada")
    expect(met).to_be_visible()
    expect(met).to_contain_text(AT_DESK)
    expect(control(hall, MANDATE)).to_have_value(IN_HALL)
    expect(control(row(hall, "Isu daerah", 1), "Isu")).to_have_value(ISSUE)
    story.look(hall, "mp-lembar-bertemu")

    both = f"{IN_HALL} {AT_DESK}"
    met.get_by_role("button", name="Pakai tulisan saya").click()
    fill(hall, {MANDATE: both})
    expect_saved(hall)
    desk.reload()
    expect(control(desk, MANDATE)).to_have_value(both)
    expect(control(desk, "Dokumen perencanaan yang dipakai")).to_have_value(PLANNING)
    expect(control(row(desk, "Isu daerah", 1), "Isu")).to_have_value(ISSUE)
    # A phone without a signal says so in its console; everything else there is a fault.
    assert {one for one in story.complaints if "ERR_INTERNET_DISCONNECTED" not in one} == set()
    story.complaints.clear()
    hall.context.close()
    send(desk)
    story.look(desk, "mp-lembar-terkirim")
    desk.context.close()


def judge(story: Story) -> None:
    accept(story, story.world.diligent, WORK, 1)
