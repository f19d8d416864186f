"""Notulen and laporan kegiatan (domain.md §2.11)."""

from .sheet import CENTRE, Sheet
from .shipped_letters import schedule_grid
from .shipped_lists import DATED

LINE = "…" * 44


def minutes(sheet: Sheet) -> None:
    sheet.kop()
    sheet.title("Notulen")
    sheet.pairs(
        [
            ("Acara", "{{ judul }}, {{ tahap }}"),
            ("Hari/tanggal", "{{ hari_tanggal }}"),
            ("Waktu", "{{ waktu }}"),
            ("Tempat", "{{ tempat }}"),
            ("Pimpinan acara", "{{ ketua_nama }}"),
            ("Notulis", "{{ notulis_nama }}"),
            (
                "Peserta",
                "{{ jumlah_hadir }} dari {{ jumlah_peserta }} orang (daftar hadir terlampir)",
            ),
        ]
    )
    sheet.heading("Jalannya acara")
    sheet.grid(
        ("No.", "Waktu", "Materi", "Narasumber", "Pokok bahasan dan tanya jawab"),
        (
            "{{ jadwal.no }}",
            "{{ jadwal.hari_tanggal }}, {{ jadwal.waktu }}",
            "{{ jadwal.materi }}",
            "{{ jadwal.narasumber }}",
            "",
        ),
        (1.1, 3, 3.4, 2.8, 5),
        tall=1.6,
    )
    for heading in ("Kesimpulan", "Tindak lanjut"):
        sheet.heading(heading)
        for _line in range(3):
            sheet.line(LINE)
    sheet.sign(
        ("Pimpinan acara,", "{{ ketua_nama }}", "NIP {{ ketua_nip }}"),
        ("Notulis,", "{{ notulis_nama }}", "NIP {{ notulis_nip }}"),
    )


def report(sheet: Sheet) -> None:
    sheet.kop()
    sheet.title("Laporan kegiatan", "{{ judul }}", "{{ tahap }}", "Tahun {{ tahun }}", after=16)
    sheet.heading("I. Pendahuluan")
    sheet.line("A. Latar belakang", bold=True)
    sheet.text(
        "{{ judul }} diselenggarakan oleh {{ penyelenggara }} {{ pemda }} agar perangkat daerah mampu "
        "menyelesaikan pekerjaan yang menjadi pokok kegiatan ini."
    )
    sheet.line(LINE)
    sheet.line("B. Dasar hukum", bold=True, keep=True)
    sheet.line("{{ dasar.no }}. {{ dasar.uraian }}", indent=0.6, after=2)
    sheet.line("C. Maksud dan tujuan", bold=True, before=6)
    sheet.text(LINE)
    sheet.heading("II. Pelaksanaan")
    sheet.line("A. Waktu dan tempat", bold=True, keep=True)
    sheet.grid(
        ("No.", "Tahap", "Tanggal", "Tempat"),
        ("{{ tahapan.no }}", "{{ tahapan.nama }}", "{{ tahapan.tanggal }}", "{{ tahapan.tempat }}"),
        (1.1, 5, 4.5, 4),
    )
    sheet.line("B. Peserta dan narasumber", bold=True, keep=True)
    sheet.text(
        "Peserta yang diharapkan {{ jumlah_peserta }} orang dari {{ jumlah_opd }} perangkat daerah dan "
        "instansi; yang pernah hadir {{ jumlah_hadir }} orang. Narasumber pada jadwal berjumlah "
        "{{ jumlah_narasumber }} orang, dengan {{ jp_seluruh }} JP (45 menit)."
    )
    sheet.grid(
        ("No.", "Perangkat Daerah/Instansi", "Peserta", "Pernah hadir"),
        (
            "{{ rekap_opd.no }}",
            "{{ rekap_opd.opd }}",
            "{{ rekap_opd.peserta }}",
            "{{ rekap_opd.hadir }}",
        ),
        (1.1, 9, 2, 2.4),
        right=(0, 2, 3),
    )
    sheet.line("C. Kehadiran per presensi", bold=True, keep=True)
    sheet.grid(
        ("No.", "Tahap", "Presensi", "Hadir", "Diharapkan"),
        (
            "{{ presensi.no }}",
            "{{ presensi.tahap }}",
            "{{ presensi.presensi }}",
            "{{ presensi.hadir }}",
            "{{ presensi.diharapkan }}",
        ),
        (1.1, 4.4, 5, 1.6, 2.2),
        right=(0, 3, 4),
    )
    sheet.line("D. Jadwal", bold=True, keep=True)
    schedule_grid(sheet)
    sheet.line("E. Anggaran", bold=True, keep=True)
    sheet.pairs(
        [
            ("Sub kegiatan", "{{ sub_kegiatan }}"),
            ("Rekening", "{{ rekening }}"),
            ("Realisasi", "Rp ………………………………"),
        ]
    )
    sheet.heading("III. Hasil")
    sheet.line("A. Ringkasan materi", bold=True)
    sheet.text(LINE)
    sheet.line("B. Hasil kerja", bold=True, keep=True)
    sheet.grid(
        ("No.", "Hasil kerja", "Diminta", "Diterima"),
        (
            "{{ hasil_kerja.no }}",
            "{{ hasil_kerja.nama }}",
            "{{ hasil_kerja.diminta }}",
            "{{ hasil_kerja.diterima }}",
        ),
        (1.1, 9, 2, 2),
        right=(0, 2, 3),
    )
    sheet.line("C. Nilai pre-test dan post-test", bold=True, keep=True)
    sheet.grid(
        ("No.", "Tahap", "Pre-test", "Post-test", "Kenaikan", "N-gain"),
        (
            "{{ nilai.no }}",
            "{{ nilai.tahap }}",
            "{{ nilai.pre }}",
            "{{ nilai.post }}",
            "{{ nilai.kenaikan }}",
            "{{ nilai.n_gain }}",
        ),
        (1.1, 5, 2, 2, 2, 2),
        right=(0, 2, 3, 4, 5),
    )
    sheet.heading("IV. Kesimpulan dan rencana tindak lanjut")
    for _line in range(3):
        sheet.line(LINE)
    sheet.sign(
        ("Mengetahui,", "{{ kepala_jabatan }}", "{{ kepala_nama }}", "NIP {{ kepala_nip }}"),
        (*DATED, "{{ ketua_jabatan }}", "{{ ketua_nama }}", "NIP {{ ketua_nip }}"),
    )
    sheet.page()
    sheet.line("Lampiran", CENTRE, bold=True)
    sheet.line("{{ lampiran.no }}. {{ lampiran.uraian }}", after=2)
