"""Letters: SK panitia, surat undangan, ralat, SPT (domain.md §2.3)."""

from .sheet import RIGHT, Sheet, signer

DOTS = "……………………"
_COPIES = "{{ tembusan.no }}. {{ tembusan.kepada }}"


def _head(sheet: Sheet) -> None:
    """Date on the right, then nomor, sifat, lampiran, hal."""
    sheet.line("{{ tempat_ttd }}, {{ tanggal_surat }}", RIGHT, after=6)
    sheet.pairs(
        [
            ("Nomor", "{{ nomor }}"),
            ("Sifat", "{{ sifat }}"),
            ("Lampiran", "{{ lampiran_surat }}"),
            ("Hal", "{{ hal }}"),
        ],
        label=2.2,
    )
    sheet.line("Yth.", after=0)
    sheet.line("Daftar terlampir", after=0)
    sheet.line("di –", after=0)
    sheet.line("Tempat", indent=1, after=10)


def _foot(sheet: Sheet) -> None:
    sheet.sign(signer("kepala", dated=False, over=()))
    sheet.line("Tembusan:", before=14, after=0, size=9.5)
    sheet.line(_COPIES, size=9.5, after=0)


def _annex(sheet: Sheet, number: str, title: str) -> None:
    sheet.page()
    sheet.line(f"Lampiran {number} surat", after=0, size=9.5)
    sheet.pairs([("Nomor", "{{ nomor }}"), ("Tanggal", "{{ tanggal_surat }}")], label=2.2)
    sheet.title(title)


def invitation(sheet: Sheet) -> None:
    sheet.kop()
    _head(sheet)
    sheet.text(
        "Dalam rangka pelaksanaan {{ judul }}, bersama ini kami mengundang Saudara untuk menugaskan "
        "peserta sebagaimana Lampiran I, yang akan dilaksanakan pada:"
    )
    sheet.pairs(
        [
            ("Hari/tanggal", "{{ hari_tanggal }}"),
            ("Waktu", "{{ waktu }}"),
            ("Tempat", "{{ tempat }}"),
            ("Acara", "{{ judul }}, {{ tahap }}"),
        ],
        indent=1,
    )
    sheet.text(
        "Peserta agar membawa surat tugas dari Kepala Perangkat Daerah, laptop, serta dokumen yang "
        "berkaitan dengan acara. Nama peserta disampaikan paling lambat tiga hari sebelum "
        "pelaksanaan melalui tautan yang kami kirimkan kepada setiap Perangkat Daerah."
    )
    sheet.text("Demikian disampaikan, atas perhatian dan kehadirannya diucapkan terima kasih.")
    _foot(sheet)
    _annex(sheet, "I", "Daftar yang diundang")
    sheet.grid(
        ("No.", "Perangkat Daerah/Instansi", "Jumlah peserta"),
        ("{{ undangan.no }}", "{{ undangan.opd }}", "{{ undangan.kursi }}"),
        (1, 8, 2.2),
        right=(0, 2),
        size=10,
    )
    _annex(sheet, "II", "Jadwal")
    schedule_grid(sheet)


def schedule_grid(sheet: Sheet) -> None:
    sheet.grid(
        ("No.", "Hari/tanggal", "Waktu", "JP", "Materi", "Narasumber"),
        (
            "{{ jadwal.no }}",
            "{{ jadwal.hari_tanggal }}",
            "{{ jadwal.waktu }}",
            "{{ jadwal.jp }}",
            "{{ jadwal.materi }}",
            "{{ jadwal.narasumber }}",
        ),
        (1.1, 2.6, 2.4, 0.8, 4.6, 3.2),
        right=(0, 3),
    )


def correction(sheet: Sheet) -> None:
    sheet.kop()
    _head(sheet)
    sheet.text(
        "Menunjuk surat kami nomor {{ undangan_nomor }} tanggal {{ undangan_tanggal }} tentang "
        "undangan {{ judul }}, {{ tahap }}, dengan ini disampaikan ralat sebagai berikut:"
    )
    sheet.grid(
        ("Uraian", "Semula", "Menjadi"),
        ("Hari/tanggal", "{{ semula }}", "{{ hari_tanggal }}"),
        (2.4, 5, 5),
        right=(),
        size=10.5,
    )
    sheet.pairs(
        [
            ("Tempat semula", "{{ semula_tempat }}"),
            ("Tempat menjadi", "{{ tempat }}"),
            ("Waktu", "{{ waktu }}"),
            ("Alasan", "{{ alasan }}"),
        ]
    )
    sheet.text(
        "Hal lain dalam surat tersebut tetap berlaku. Surat tugas yang telah diterbitkan dengan "
        "tanggal semula, sebagaimana daftar di bawah ini, mohon disesuaikan."
    )
    sheet.grid(
        ("No.", "Perangkat Daerah", "Nomor surat tugas", "Tanggal", "Orang"),
        (
            "{{ spt.no }}",
            "{{ spt.opd }}",
            "{{ spt.nomor }}",
            "{{ spt.tanggal }}",
            "{{ spt.orang }}",
        ),
        (1.1, 5, 4, 2.8, 1.2),
        right=(0, 4),
    )
    sheet.text("Demikian disampaikan, atas perhatiannya diucapkan terima kasih.")
    _foot(sheet)
    _annex(sheet, "I", "Daftar yang diundang")
    sheet.grid(
        ("No.", "Perangkat Daerah/Instansi"),
        ("{{ undangan.no }}", "{{ undangan.opd }}"),
        (1, 10),
        size=10,
    )


def assignment(sheet: Sheet) -> None:
    """A draft for the OPD to sign: its own head of paper, its own number."""
    sheet.kop(owner="{{ opd }}", address="Alamat: ………………………………………………………")
    sheet.title("Surat perintah tugas", after=0)
    sheet.line(f"Nomor: {DOTS}{DOTS}", where=1, after=12)
    sheet.pairs(
        [
            (
                "Dasar",
                (
                    "Surat {{ penyelenggara }} nomor {{ undangan_nomor }} tanggal "
                    "{{ undangan_tanggal }} hal undangan {{ judul }}, {{ tahap }}"
                ),
            )
        ],
        label=2.2,
    )
    sheet.title("Memerintahkan")
    sheet.line("Kepada:", after=2)
    sheet.grid(
        ("No.", "Nama", "NIP", "Pangkat/Gol.", "Jabatan"),
        (
            "{{ peserta.no }}",
            "{{ peserta.nama }}",
            "{{ peserta.nip }}",
            "{{ peserta.pangkat }}",
            "{{ peserta.jabatan }}",
        ),
        (1.1, 4, 3.4, 2.4, 3.6),
        size=9.5,
    )
    sheet.pairs(
        [
            ("Untuk", "1. Mengikuti {{ judul }}, {{ tahap }}."),
            ("", "2. Hari/tanggal: {{ hari_tanggal }}; waktu: {{ waktu }}; tempat: {{ tempat }}."),
            ("", "3. Melaporkan hasil pelaksanaan tugas kepada pimpinan."),
        ],
        label=2.2,
    )
    sheet.text(
        "Demikian surat perintah tugas ini dibuat untuk dilaksanakan dengan penuh tanggung jawab."
    )
    sheet.sign(
        (
            f"Ditetapkan di {DOTS}",
            f"pada tanggal {DOTS}",
            "Kepala {{ opd }},",
            "",
            "",
            "",
            "…………………………………………",
            "NIP ……………………………………",
        )
    )


def decree(sheet: Sheet) -> None:
    sheet.kop()
    sheet.title(
        "Keputusan {{ kepala_jabatan }}", "Nomor {{ nomor }}", "tentang",
        "Panitia pelaksana {{ judul }}", "Tahun {{ tahun }}",
    )  # fmt: skip
    sheet.line("{{ kepala_jabatan }},", where=1, caps=True, after=8)
    sheet.pairs(
        [
            (
                "Menimbang",
                "a. bahwa untuk kelancaran pelaksanaan {{ judul }} perlu dibentuk panitia pelaksana;",
            ),
            (
                "",
                (
                    "b. bahwa berdasarkan pertimbangan sebagaimana dimaksud dalam huruf a, perlu "
                    "menetapkan keputusan tentang panitia pelaksana;"
                ),
            ),
        ],
        label=2.6,
    )
    sheet.line("Mengingat:", after=2)
    sheet.line("{{ dasar.no }}. {{ dasar.uraian }}", indent=1, after=2)
    sheet.title("Memutuskan")
    sheet.pairs(
        [
            ("Menetapkan", "Keputusan tentang panitia pelaksana {{ judul }}."),
            ("Kesatu", "Panitia pelaksana dengan susunan sebagaimana tercantum dalam lampiran."),
            (
                "Kedua",
                (
                    "Panitia bertugas merencanakan, melaksanakan, dan melaporkan kegiatan kepada "
                    "{{ kepala_jabatan }}."
                ),
            ),
            (
                "Ketiga",
                (
                    "Biaya yang timbul dibebankan pada sub kegiatan {{ sub_kegiatan }}, rekening "
                    "{{ rekening }}, tahun anggaran {{ tahun }}."
                ),
            ),
            ("Keempat", "Keputusan ini mulai berlaku pada tanggal ditetapkan."),
        ],
        label=2.6,
    )
    sheet.line("Kegiatan dilaksanakan dalam tahap berikut:", after=2, keep=True)
    sheet.grid(
        ("No.", "Tahap", "Tanggal", "Tempat"),
        ("{{ tahapan.no }}", "{{ tahapan.nama }}", "{{ tahapan.tanggal }}", "{{ tahapan.tempat }}"),
        (1.1, 5, 4.5, 4),
    )
    sheet.sign(
        (
            "Ditetapkan di {{ tempat_ttd }}",
            "pada tanggal {{ tanggal_surat }}",
            *signer("kepala", dated=False),
        )
    )
    sheet.page()
    sheet.line("Lampiran Keputusan {{ kepala_jabatan }}", after=0, size=9.5)
    sheet.pairs([("Nomor", "{{ nomor }}"), ("Tanggal", "{{ tanggal_surat }}")], label=2.2)
    sheet.title("Susunan panitia pelaksana")
    sheet.grid(
        ("No.", "Nama", "NIP", "Jabatan dinas", "Kedudukan dalam panitia"),
        (
            "{{ panitia.no }}",
            "{{ panitia.nama }}",
            "{{ panitia.nip }}",
            "{{ panitia.jabatan }}",
            "{{ panitia.kedudukan }}",
        ),
        (1.1, 4, 3.4, 3.8, 3.2),
    )
    sheet.sign(signer("kepala", dated=False))
