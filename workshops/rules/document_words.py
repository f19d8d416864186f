"""What a template may say: every word with what it means and an invented sample."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Word:
    name: str
    means: Any
    sample: str


@dataclass(frozen=True)
class Rows:
    """A list; ``blanks``: empty lines to write on where nothing is known yet."""

    means: Any
    words: tuple[Word, ...]
    blanks: int = 1


COMMON = (
    Word("pemda", _("Nama pemerintah daerah"), "Kabupaten Bantul"),
    Word("penyelenggara", _("Perangkat Daerah penyelenggara"), "Dinas Komunikasi dan Informatika"),
    Word("alamat", _("Alamat pada kop surat"), "Jalan Contoh Nomor 1"),
    Word("tempat_ttd", _("Tempat surat ditandatangani"), "Bantul"),
    Word("judul", _("Judul Bimtek"), "Bimtek Penyusunan Masterplan Smart City"),
    Word("dasar_hukum", _("Dasar hukum Bimtek"), "Nota Kesepahaman Nomor 1 Tahun 2026"),
    Word("tahun", _("Tahun kegiatan"), "2026"),
    Word("sub_kegiatan", _("Kode dan nama sub kegiatan"), "2.16.02.2.01.01 Penataan Aplikasi"),
    Word("rekening", _("Kode dan nama rekening"), "5.1.02.02.01.0003 Honorarium Narasumber"),
)
EVENT = (
    Word("tahap", _("Nama tahap"), "Tahap II"),
    Word("tanggal", _("Tanggal tahap"), "29 s.d. 30 September 2026"),
    Word("hari_tanggal", _("Hari dan tanggal tahap"), "Selasa, 29 September 2026"),
    Word("waktu", _("Waktu mulai sampai selesai"), "08.00 s.d. 16.00 WIB"),
    Word("tempat", _("Tempat tahap"), "Aula Bappeda"),
)
LETTER = (
    Word("nomor", _("Nomor surat dari register; titik-titik bila belum ada"), "005/091/2026"),
    Word("tanggal_surat", _("Tanggal surat"), "2 November 2026"),
    Word("sifat", _("Sifat surat"), "Penting"),
    Word("lampiran_surat", _("Keterangan lampiran"), "2 lembar"),
    Word("hal", _("Hal surat"), "Undangan Bimtek Tahap II"),
)
_OFFICES = (
    ("kepala", _("Penanda tangan surat"), "Kepala Dinas"),
    ("kpa", _("KPA/PPK"), "Kuasa Pengguna Anggaran"),
    ("pptk", _("PPTK"), "Pejabat Pelaksana Teknis Kegiatan"),
    ("bendahara", _("Bendahara pengeluaran"), "Bendahara Pengeluaran"),
    ("ketua", _("Ketua panitia"), "Ketua Panitia"),
    ("notulis", _("Notulis"), "Notulis"),
)
SIGNERS = tuple(
    word
    for name, office, post in _OFFICES
    for word in (
        Word(f"{name}_nama", office, "Nama Contoh, S.T."),
        Word(f"{name}_nip", office, "198503152010011001"),
        Word(f"{name}_pangkat", office, "Pembina, IV/a"),
        Word(f"{name}_jabatan", office, post),
    )
)

_NO = Word("no", _("Nomor urut"), "1")
_PERSON = (
    _NO,
    Word("nama", _("Nama dan gelar"), "Nama Contoh, S.T."),
    Word("nip", _("NIP atau NI PPPK; tidak pernah NIK"), "198503152010011001"),
    Word("pangkat", _("Pangkat/golongan"), "Penata, III/c"),
    Word("jabatan", _("Jabatan"), "Analis Data"),
    Word("instansi", _("Perangkat Daerah atau instansi"), "Dinas Kesehatan"),
)
LISTS: dict[str, Rows] = {
    "kurang": Rows(_("Yang masih kurang"), (_NO, Word("uraian", _("Apa"), "SPT Dinas X"))),
    "isi": Rows(
        _("Isi berkas"),
        (
            _NO,
            Word("uraian", _("Naskah"), "Daftar hadir peserta"),
            Word("berkas", _("Nama berkas dalam zip"), "05 Daftar hadir/peserta.pdf"),
            Word("keterangan", _("Keadaan naskah"), "Nomor 005/091/2026"),
        ),
    ),
    "dasar": Rows(
        _("Dasar hukum, satu per baris"),
        (_NO, Word("uraian", _("Dasar hukum"), "Perpres Nomor 95 Tahun 2018")),
        blanks=2,
    ),
    "panitia": Rows(
        _("Susunan panitia"),
        (*_PERSON, Word("kedudukan", _("Kedudukan dalam panitia"), "Anggota")),
        blanks=5,
    ),
    "tahapan": Rows(
        _("Tahap Bimtek"),
        (
            _NO,
            Word("nama", _("Nama tahap"), "Tahap I"),
            Word("tanggal", _("Tanggal"), "30 Agustus 2026"),
            Word("tempat", _("Tempat"), "Aula"),
        ),
    ),
    "undangan": Rows(
        _("Yang diundang"),
        (
            _NO,
            Word("opd", _("Nama Perangkat Daerah"), "Dinas Kesehatan"),
            Word("kursi", _("Jumlah peserta yang diminta"), "2"),
        ),
        blanks=3,
    ),
    "tembusan": Rows(_("Tembusan surat"), (_NO, Word("kepada", _("Kepada"), "Bupati"))),
    "spt": Rows(
        _("Surat tugas yang menyebut tanggal lama"),
        (
            _NO,
            Word("opd", _("Nama Perangkat Daerah"), "Dinas Kesehatan"),
            Word("nomor", _("Nomor SPT"), "094/12/2026"),
            Word("tanggal", _("Tanggal SPT"), "3 November 2026"),
            Word("orang", _("Jumlah orang"), "2"),
        ),
    ),
    "peserta": Rows(_("Peserta"), _PERSON, blanks=3),
    "jadwal": Rows(
        _("Sesi"),
        (
            _NO,
            Word("hari_tanggal", _("Hari/tanggal"), "Selasa, 29 September 2026"),
            Word("waktu", _("Waktu"), "08.00–09.30 WIB"),
            Word("jp", _("JP (45 menit)"), "2"),
            Word("materi", _("Materi"), "Analisis potensi"),
            Word("narasumber", _("Narasumber"), "Nama Contoh, M.T."),
        ),
        blanks=3,
    ),
    "hadir": Rows(
        _("Peserta dengan jumlah hari hadirnya"),
        (*_PERSON, Word("hari", _("Jumlah hari hadir"), "2")),
        blanks=3,
    ),
    "narasumber": Rows(
        _("Narasumber dengan jamnya"),
        (
            *_PERSON,
            Word("sesi", _("Jumlah sesi"), "2"),
            Word("menit", _("Jumlah menit"), "180"),
            Word("oj", _("OJ (orang jam, 60 menit)"), "3"),
        ),
        blanks=2,
    ),
    "rekap_opd": Rows(
        _("Kehadiran per Perangkat Daerah"),
        (
            _NO,
            Word("opd", _("Nama Perangkat Daerah"), "Dinas Kesehatan"),
            Word("peserta", _("Peserta"), "2"),
            Word("hadir", _("Pernah hadir"), "2"),
        ),
    ),
    "presensi": Rows(
        _("Kehadiran per presensi"),
        (
            _NO,
            Word("tahap", _("Nama tahap"), "Tahap II"),
            Word("presensi", _("Hari dan waktu"), "29 September 2026, pagi"),
            Word("hadir", _("Hadir"), "78"),
            Word("diharapkan", _("Diharapkan"), "80"),
        ),
    ),
    "hasil_kerja": Rows(
        _("Hasil kerja yang diminta"),
        (
            _NO,
            Word("nama", _("Hasil kerja"), "Analisis potensi"),
            Word("diminta", _("Diminta"), "36"),
            Word("diterima", _("Diterima"), "30"),
        ),
    ),
    "nilai": Rows(
        _("Nilai tes per tahap, bila dicatat"),
        (
            _NO,
            Word("tahap", _("Nama tahap"), "Tahap II"),
            Word("pre", _("Rata-rata pre-test"), "55,20"),
            Word("post", _("Rata-rata post-test"), "78,40"),
            Word("kenaikan", _("Kenaikan"), "23,20"),
            Word("n_gain", _("N-gain kelas"), "0,52"),
        ),
    ),
    "lampiran": Rows(_("Lampiran laporan"), (_NO, Word("uraian", _("Lampiran"), "Surat undangan"))),
}
