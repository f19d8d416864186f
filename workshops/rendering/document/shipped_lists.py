"""Lists: what is in the file, the schedule, and those that accounting pays by. Amounts are blank."""

from .sheet import Sheet, signer
from .shipped_letters import schedule_grid

DATED = ("{{ tempat_ttd }}, ……………………………",)


def _facts(sheet: Sheet) -> None:
    sheet.pairs(
        [
            ("Kegiatan", "{{ judul }}"),
            ("Tahap", "{{ tahap }}"),
            ("Hari/tanggal", "{{ hari_tanggal }}"),
            ("Waktu", "{{ waktu }}"),
            ("Tempat", "{{ tempat }}"),
        ]
    )


def _charge(sheet: Sheet) -> None:
    sheet.pairs(
        [
            ("Kegiatan", "{{ judul }}, {{ tahap }}"),
            ("Hari/tanggal", "{{ hari_tanggal }}"),
            ("Tempat", "{{ tempat }}"),
            ("Sub kegiatan", "{{ sub_kegiatan }}"),
            ("Rekening", "{{ rekening }}"),
        ]
    )


def _paid(sheet: Sheet) -> None:
    """The three who sign what is paid."""
    sheet.sign(
        ("Mengetahui,", "{{ kpa_jabatan }}", "{{ kpa_nama }}", "NIP {{ kpa_nip }}"),
        ("", "{{ pptk_jabatan }}", "{{ pptk_nama }}", "NIP {{ pptk_nip }}"),
        (*DATED, "{{ bendahara_jabatan }}", "{{ bendahara_nama }}", "NIP {{ bendahara_nip }}"),
    )


def contents(sheet: Sheet) -> None:
    sheet.kop()
    sheet.title("Daftar isi berkas pertanggungjawaban")
    _facts(sheet)
    sheet.pairs([("Sub kegiatan", "{{ sub_kegiatan }}"), ("Rekening", "{{ rekening }}")])
    sheet.heading("Yang masih kurang")
    sheet.grid(("No.", "Uraian"), ("{{ kurang.no }}", "{{ kurang.uraian }}"), (1.1, 13))
    sheet.heading("Isi berkas")
    sheet.grid(
        ("No.", "Naskah", "Berkas", "Keterangan"),
        ("{{ isi.no }}", "{{ isi.uraian }}", "{{ isi.berkas }}", "{{ isi.keterangan }}"),
        (1.1, 4, 5.6, 3.6),
    )


def schedule(sheet: Sheet) -> None:
    sheet.kop()
    sheet.title("Jadwal kegiatan", "{{ judul }}", "{{ tahap }}")
    sheet.pairs([("Tanggal", "{{ tanggal }}"), ("Tempat", "{{ tempat }}")])
    schedule_grid(sheet)
    sheet.sign(signer("ketua", dated=False, over=DATED))


def nominative(sheet: Sheet) -> None:
    sheet.kop()
    sheet.title("Daftar nominatif peserta")
    _charge(sheet)
    sheet.grid(
        ("No.", "Nama", "NIP", "Pangkat/Gol.", "Jabatan", "Instansi", "Hari", "Uang per hari (Rp)",
         "Jumlah (Rp)", "Tanda tangan"),
        ("{{ hadir.no }}", "{{ hadir.nama }}", "{{ hadir.nip }}", "{{ hadir.pangkat }}",
         "{{ hadir.jabatan }}", "{{ hadir.instansi }}", "{{ hadir.hari }}", "", "", "{{ hadir.no }}."),
        (1.2, 4, 3.7, 2.3, 3, 3.4, 1, 2, 2.2, 2.6),
        right=(0, 6, 7, 8), size=8.5, tall=1,
        foot=("", "Jumlah", "", "", "", "", "", "", "", ""),
    )  # fmt: skip
    _paid(sheet)


def receipt(sheet: Sheet) -> None:
    sheet.kop()
    sheet.title("Tanda terima uang transport peserta")
    _charge(sheet)
    sheet.grid(
        ("No.", "Nama", "NIP", "Gol.", "Instansi", "Hari", "Transport per hari (Rp)",
         "Jumlah (Rp)", "PPh (Rp)", "Diterima (Rp)", "Tanda tangan"),
        ("{{ hadir.no }}", "{{ hadir.nama }}", "{{ hadir.nip }}", "{{ hadir.pangkat }}",
         "{{ hadir.instansi }}", "{{ hadir.hari }}", "", "", "", "", "{{ hadir.no }}."),
        (1.2, 4, 3.7, 2.2, 3.6, 1, 2.1, 2, 1.7, 2, 2.5),
        right=(0, 5, 6, 7, 8, 9), size=8.5, tall=1,
        foot=("", "Jumlah", "", "", "", "", "", "", "", "", ""),
    )  # fmt: skip
    _paid(sheet)


def speakers(sheet: Sheet) -> None:
    sheet.kop()
    sheet.title("Rekapitulasi jam narasumber")
    _charge(sheet)
    sheet.line("OJ = orang jam, 60 menit; bukan JP (45 menit).", size=9)
    sheet.grid(
        ("No.", "Nama", "NIP", "Jabatan", "Instansi", "Sesi", "Menit", "OJ", "Honor per OJ (Rp)",
         "Jumlah (Rp)", "PPh (Rp)", "Diterima (Rp)", "Tanda tangan"),
        ("{{ narasumber.no }}", "{{ narasumber.nama }}", "{{ narasumber.nip }}",
         "{{ narasumber.jabatan }}", "{{ narasumber.instansi }}", "{{ narasumber.sesi }}",
         "{{ narasumber.menit }}", "{{ narasumber.oj }}", "", "", "", "", "{{ narasumber.no }}."),
        (1.2, 3.8, 3.6, 2.8, 2.8, 1.1, 1.3, 1.1, 1.9, 1.9, 1.6, 1.9, 2.2),
        right=(0, 5, 6, 7, 8, 9, 10, 11), size=8.5, tall=1,
        foot=("", "Jumlah", "", "", "", "", "", "{{ jumlah_oj }}", "", "", "", "", ""),
    )  # fmt: skip
    _paid(sheet)
