"""How we say no: reasons as codes with arguments, worded only where they are shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# Every code that is ever raised stands here or in a package's own errors.py, with its sentence.
# Placeholders are the reason's arguments: "%(name)s".
WORDS: dict[str, Any] = {}


@dataclass(frozen=True)
class Reason:
    """Why something is refused or still missing: ``Reason("letter-missing", unit="Dinas Kesehatan")``.

    Frozen and comparable; ``as_json`` is what may be stored for years, ``str()`` is the sentence in
    the reader's language.
    """

    code: str
    args: Mapping[str, Any] = field(default_factory=dict)

    def __init__(self, code: str, **args: Any) -> None:
        object.__setattr__(self, "code", code)
        object.__setattr__(self, "args", args)

    def __hash__(self) -> int:
        return hash((self.code, tuple(sorted((k, str(v)) for k, v in self.args.items()))))

    def __str__(self) -> str:
        words = WORDS.get(self.code)
        if words is None:
            return self.code
        sentence = words(self.args) if callable(words) else str(words)
        return sentence % self.args if self.args else sentence

    def as_json(self) -> dict[str, Any]:
        return {"code": self.code, "args": dict(self.args)}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Reason":
        return cls(stored["code"], **stored.get("args", {}))


class Refused(Exception):
    """An action said no. Carries one reason or more; a page shows them, the API answers 409."""

    def __init__(self, *reasons: Reason) -> None:
        super().__init__(*reasons)
        self.reasons: tuple[Reason, ...] = reasons

    def __str__(self) -> str:
        return " ".join(str(reason) for reason in self.reasons) or _("Tidak dapat dilakukan.")


def declare(words: Mapping[str, Any]) -> None:
    """Adds a package's words. Raises ValueError when a code is already taken."""
    for code, sentence in words.items():
        if code in WORDS:
            raise ValueError(f"Reason code {code!r} is declared twice.")
        WORDS[code] = sentence


declare(
    {
        "not-allowed": gettext_lazy("Anda tidak berwenang melakukan ini."),
        "reason-required": gettext_lazy("Tuliskan alasannya terlebih dahulu."),
        "already-done": gettext_lazy("Ini sudah dilakukan sebelumnya; tidak ada yang berubah."),
        "overlapping-employment": gettext_lazy(
            "Masa kerja ini bertumpang tindih dengan yang sudah tercatat mulai %(start)s."
        ),
        "number-taken": gettext_lazy("Nomor %(number)s sudah dipakai pada register ini."),
        "number-block-exhausted": gettext_lazy(
            "Nomor yang disediakan habis: tersedia %(available)s, diperlukan %(needed)s."
        ),
        "identifier-taken": gettext_lazy("Nomor identitas ini sudah tercatat pada orang lain."),
        "unit-name-taken": gettext_lazy("Sudah ada unit bernama %(name)s."),
        "unit-is-a-pemda": gettext_lazy("Pemerintah daerah tidak dapat ditutup."),
        "job-failed": gettext_lazy(
            "Pekerjaan ini gagal berulang kali. Coba lagi, atau hubungi pengelola sistem."
        ),
    }
)

# Numbers, telephones and ranks as people type them: rules/identity.py, phone.py, ranks.py.
declare(
    {
        "identifier-damaged-by-excel": gettext_lazy(
            "Nomor ini rusak oleh Excel: hanya 15 angka pertama yang tersimpan. Ubah format kolom "
            "menjadi Teks, lalu ketik ulang nomornya."
        ),
        "identifier-wrong-length": gettext_lazy(
            "Nomor ini berisi %(digits)s angka; seharusnya %(expected)s angka."
        ),
        "identifier-not-digits": gettext_lazy("Nomor ini berisi tanda yang bukan angka."),
        "identifier-old-nip": gettext_lazy(
            "Ini NIP lama (9 angka). Tuliskan NIP baru yang berisi 18 angka."
        ),
        "identifier-birth-date-impossible": gettext_lazy(
            "Delapan angka pertama (%(digits)s) bukan tanggal lahir yang mungkin."
        ),
        "identifier-appointment-impossible": gettext_lazy(
            "Angka ke-9 sampai ke-14 (%(digits)s) bukan masa pengangkatan yang mungkin."
        ),
        "identifier-appointed-too-young": gettext_lazy(
            "Menurut nomor ini, pengangkatan terjadi sebelum berusia %(age)s tahun."
        ),
        "identifier-sex-impossible": gettext_lazy(
            "Angka ke-15 harus 1 (pria) atau 2 (wanita), bukan %(digit)s."
        ),
        "identifier-birth-date-differs": gettext_lazy(
            "Tanggal lahir pada nomor ini berbeda dengan yang tercatat (%(born_on)s)."
        ),
        "identifier-sex-differs": gettext_lazy(
            "Jenis kelamin pada nomor ini berbeda dengan yang tercatat (%(sex)s)."
        ),
        "nik-region-unknown": gettext_lazy("Kode provinsi pada NIK (%(digits)s) tidak dikenal."),
        "nik-birth-date-impossible": gettext_lazy(
            "Bagian tanggal lahir pada NIK (%(digits)s) bukan tanggal yang mungkin."
        ),
        "nik-serial-zero": gettext_lazy("Nomor urut pada NIK adalah 0000; periksa kembali."),
        "nik-birth-date-differs": gettext_lazy(
            "Tanggal lahir pada NIK berbeda dengan yang tercatat (%(born_on)s). Ini bisa saja benar."
        ),
        "nik-sex-differs": gettext_lazy(
            "Jenis kelamin pada NIK berbeda dengan yang tercatat (%(sex)s). Ini bisa saja benar."
        ),
        "phone-damaged-by-excel": gettext_lazy(
            "Nomor HP ini rusak oleh Excel. Ubah format kolom menjadi Teks, lalu ketik ulang."
        ),
        "phone-several": gettext_lazy(
            "Ada %(numbers)s nomor di sini. Pilih satu nomor HP yang memakai WhatsApp."
        ),
        "phone-not-digits": gettext_lazy("Nomor HP ini berisi tanda yang bukan angka."),
        "phone-not-indonesian": gettext_lazy("Nomor HP ini bukan nomor Indonesia (+62)."),
        "phone-wrong-length": gettext_lazy(
            "Nomor HP ini berisi %(digits)s angka; seharusnya 10 sampai 13 angka."
        ),
        "phone-not-mobile": gettext_lazy("Ini bukan nomor HP. Nomor HP berawalan 08 atau +628."),
        "rank-unknown": gettext_lazy(
            "Golongan “%(given)s” tidak dikenal. Contoh: III/d, Penata Tk. I, atau IX untuk PPPK."
        ),
        "rank-room-missing": gettext_lazy(
            "Golongan “%(given)s” belum lengkap untuk PNS. Contoh: III/d."
        ),
        "rank-name-and-code-differ": gettext_lazy(
            "Golongan %(golongan)s tidak sesuai dengan pangkat %(name)s."
        ),
    }
)

# Patterns and blocks of numbers: rules/numbering.py.
declare(
    {
        "pattern-braces-unbalanced": gettext_lazy(
            "Tanda kurung kurawal pada pola nomor tidak berpasangan."
        ),
        "pattern-field-unknown": gettext_lazy(
            "Isian {%(given)s} tidak dikenal. Yang dapat dipakai: %(known)s."
        ),
        "pattern-width-wrong": gettext_lazy(
            "Lebar isian {%(given)s} tidak dapat dipakai. Contoh: {urut:04}."
        ),
        "pattern-without-counter": gettext_lazy("Pola nomor harus memuat {urut}."),
        "pattern-value-missing": gettext_lazy(
            "Pola nomor memerlukan {%(field)s}, tetapi isinya belum ada."
        ),
        "block-unreadable": gettext_lazy("“%(given)s” bukan nomor. Contoh: 090/ABC/2026 s.d. 137."),
        "block-backwards": gettext_lazy(
            "Nomor terakhir (%(last)s) lebih kecil daripada nomor pertama (%(first)s)."
        ),
        "block-too-large": gettext_lazy(
            "Rentang ini memuat %(count)s nomor; paling banyak %(most)s sekaligus."
        ),
        "block-ambiguous": gettext_lazy(
            "Bagian mana dari “%(given)s” yang nomor urut? Tuliskan nomor terakhir secara lengkap."
        ),
        "block-ends-differ": gettext_lazy(
            "“%(first)s” dan “%(last)s” berbeda pada lebih dari satu bagian."
        ),
    }
)

# Uploaded files and spreadsheets: rules/filetype.py, rules/archive.py, importing/sheet.py.
declare(
    {
        "file-empty": gettext_lazy("Berkas ini kosong."),
        "file-too-big": gettext_lazy("Berkas ini terlalu besar; paling besar %(most_mb)s MB."),
        "file-kind-not-allowed": gettext_lazy(
            "Jenis berkas ini tidak dapat diterima. Yang dapat diunggah: %(allowed)s."
        ),
        "file-broken": gettext_lazy(
            "Berkas ini rusak dan tidak dapat dibuka. Simpan ulang, lalu unggah lagi."
        ),
        "file-encrypted": gettext_lazy(
            "Berkas ini dikunci dengan kata sandi. Simpan tanpa kata sandi, lalu unggah lagi."
        ),
        "file-has-macros": gettext_lazy(
            "Berkas ini memuat makro. Simpan tanpa makro (.xlsx, .docx, .pptx), lalu unggah lagi."
        ),
        "file-has-scripts": gettext_lazy(
            "PDF ini memuat skrip atau perintah. Cetak ulang menjadi PDF biasa, lalu unggah lagi."
        ),
        "file-has-attachments": gettext_lazy(
            "PDF ini membawa berkas lain di dalamnya. Cetak ulang menjadi PDF biasa, lalu unggah "
            "berkas lainnya tersendiri."
        ),
        "file-has-programs": gettext_lazy(
            "Di dalam berkas ini ada program atau objek yang ditempelkan. Hapus objek itu, simpan, "
            "lalu unggah lagi."
        ),
        "file-fetches-from-elsewhere": gettext_lazy(
            "Berkas ini mengambil gambar, templat, atau objek dari tempat lain. Putuskan tautannya "
            "(Berkas › Info › Edit Tautan), simpan, lalu unggah lagi."
        ),
        "file-two-kinds": gettext_lazy(
            "Berkas ini sekaligus berkas jenis lain. Simpan ulang sebagai PDF atau gambar biasa, "
            "lalu unggah lagi."
        ),
        "file-too-heavy": gettext_lazy(
            "Berkas ini terlalu berat untuk diperiksa. Cetak ulang menjadi PDF biasa, atau simpan "
            "ulang dengan gambar yang lebih kecil, lalu unggah lagi."
        ),
        "file-check-busy": gettext_lazy(
            "Banyak berkas sedang diperiksa. Tunggu setengah menit, lalu kirim lagi."
        ),
        "file-unpacks-too-large": gettext_lazy(
            "Isi berkas ini terlalu besar setelah dibuka, sehingga tidak diproses."
        ),
        "image-too-large": gettext_lazy(
            "Gambar ini terlalu besar; paling besar %(most_megapixels)s megapiksel."
        ),
        "sheet-empty": gettext_lazy("Berkas ini tidak berisi data."),
        "sheet-not-a-spreadsheet": gettext_lazy(
            "Ini bukan lembar kerja Excel atau CSV. Buka di Excel, lalu simpan sebagai .xlsx."
        ),
        "sheet-old-xls": gettext_lazy(
            "Ini berkas Excel lama (.xls). Buka di Excel, lalu simpan sebagai .xlsx."
        ),
        "sheet-save-as-xlsx": gettext_lazy(
            "Jenis lembar kerja ini belum dapat dibaca. Buka di Excel, lalu simpan sebagai .xlsx."
        ),
        "sheet-no-header": gettext_lazy(
            "Baris judul kolom tidak ditemukan pada sepuluh baris pertama. Beri judul pada tiap "
            "kolom, misalnya Nama dan NIP."
        ),
        "sheet-too-many-rows": gettext_lazy(
            "Lembar ini memuat lebih dari %(most)s baris. Bagi menjadi beberapa berkas, atau hapus "
            "isi sel yang jauh di bawah atau di kanan."
        ),
        "sheet-too-many-columns": gettext_lazy("Lembar ini memuat lebih dari %(most)s kolom."),
        "sheet-cell-too-long": gettext_lazy(
            "Ada sel yang terlalu panjang pada lembar %(sheet)s baris %(line)s; paling panjang "
            "%(most)s huruf."
        ),
    }
)

# Pasted lists: rules/pasting.py.
declare(
    {
        "pasted-too-many-lines": gettext_lazy(
            "Daftar ini terlalu panjang; paling banyak %(most)s baris sekali tempel."
        ),
        "pasted-name-missing": gettext_lazy("Baris ini tidak memuat nama."),
        "pasted-name-too-long": gettext_lazy(
            "Nama pada baris ini terlalu panjang; paling panjang %(most)s huruf."
        ),
    }
)

from . import importing, people, record  # noqa: F401 - their words need declare() above
