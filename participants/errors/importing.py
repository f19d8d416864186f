"""Words of spreadsheets on their way in, and of what they say about people and units."""

from django.utils.translation import gettext_lazy

from . import declare

declare(
    {
        "import-columns-missing": gettext_lazy(
            "Kolom berikut tidak ditemukan pada baris judul: %(missing)s. Gunakan contoh berkas "
            "di halaman ini sebagai patokan."
        ),
        "import-person-unknown": gettext_lazy(
            "Tidak ada pegawai dengan nomor atau nama ini. Masukkan pegawainya lebih dahulu."
        ),
        "import-name-of-several-here": gettext_lazy(
            "Ada %(count)s orang dengan nama ini. Lengkapi NIP atau NIK."
        ),
        "import-ends-before": gettext_lazy("Tanggal selesai mendahului tanggal mulai."),
        "import-not-a-level": gettext_lazy("Ini bukan tingkat 1 sampai 5."),
        "import-competency-unknown": gettext_lazy(
            "Kompetensi “%(name)s” belum ada dalam kamus kompetensi."
        ),
        "import-plan-missing": gettext_lazy(
            "Pilih rancangan peta jabatan yang akan diisi. Buat rancangannya lebih dahulu bila belum "
            "ada."
        ),
        "import-undo-replaced": gettext_lazy(
            "Hasil sebelumnya sudah ditarik dan digantikan; ubahlah lewat lembar yang benar."
        ),
        "import-column-twice": gettext_lazy(
            "Dua kolom ditetapkan sebagai %(field)s. Pilih salah satu saja."
        ),
        "import-nothing-read": gettext_lazy("Semua lembar dilewati; tidak ada yang dibaca."),
        "import-columns-unnamed": gettext_lazy(
            "Kolom berkas ini belum ditetapkan. Tetapkan dahulu isi setiap kolom."
        ),
        "import-rows-wrong": gettext_lazy(
            "Masih ada %(count)s baris yang salah. Perbaiki berkasnya, atau centang untuk "
            "menyisihkan baris itu."
        ),
        "import-nothing-to-do": gettext_lazy(
            "Tidak ada baris baru atau berubah; tidak ada yang perlu dimasukkan."
        ),
        "import-already-committed": gettext_lazy(
            "Berkas ini sudah dimasukkan; tidak ada yang dimasukkan dua kali."
        ),
        "import-already-cancelled": gettext_lazy(
            "Impor ini sudah dibatalkan. Unggah ulang berkasnya."
        ),
        "import-already-undone": gettext_lazy("Impor ini sudah diurungkan."),
        "import-not-committed": gettext_lazy("Hanya impor yang sudah dimasukkan dapat diurungkan."),
        "import-undo-kept": gettext_lazy(
            "%(count)s baris tidak dapat diurungkan. Lihat daftarnya, lalu setujui untuk "
            "membiarkannya."
        ),
        "import-underway": gettext_lazy(
            "Berkas ini sedang dikerjakan di latar; tunggulah sampai selesai."
        ),
        "import-undo-nothing": gettext_lazy(
            "Tidak ada yang dapat diurungkan: semua datanya sudah dipakai atau berubah."
        ),
        "import-undo-used": gettext_lazy("Datanya sudah dipakai: %(what)s."),
        "import-undo-changed": gettext_lazy("Datanya sudah berubah sesudah impor ini."),
        "import-undo-gone": gettext_lazy("Datanya sudah tidak ada."),
        "import-outdated": gettext_lazy(
            "Data berubah sejak berkas ini diperiksa. Unggah ulang berkasnya agar diperiksa "
            "terhadap data yang sekarang; belum ada yang dimasukkan."
        ),
        "import-cell-required": gettext_lazy("Sel ini kosong, padahal wajib diisi."),
        "import-name-without-letters": gettext_lazy("Nama ini tidak berisi huruf."),
        "import-nik-out-of-place": gettext_lazy(
            "Di sini ada angka yang tampak seperti NIK; NIK hanya boleh di kolom NIK."
        ),
        "import-too-long": gettext_lazy(
            "Terlalu panjang: %(letters)s huruf, paling banyak %(most)s."
        ),
        "import-not-understood": gettext_lazy("Isi sel ini tidak dikenali."),
        "import-day-in-future": gettext_lazy("Tanggal ini di masa depan."),
        "import-twice-in-file": gettext_lazy(
            "Sudah ada di berkas ini pada lembar %(sheet)s baris %(line)s."
        ),
        "import-numbers-of-two-people": gettext_lazy(
            "NIP dan NIK pada baris ini tercatat pada dua orang yang berbeda."
        ),
        "import-name-of-several": gettext_lazy(
            "Ada %(count)s orang dengan nama ini di unit yang sama. Lengkapi NIP atau NIK."
        ),
        "import-person-elsewhere": gettext_lazy(
            "Nomor ini tercatat pada pemerintah daerah lain. Hubungi pengelola sistem."
        ),
        "import-number-differs": gettext_lazy(
            "Orang ini sudah tercatat dengan nomor lain. Ubah nomornya lewat halaman orangnya."
        ),
        "tmt-overlaps": gettext_lazy("TMT ini mendahului akhir masa kerja sebelumnya (%(ended)s)."),
        "tmt-before-current": gettext_lazy(
            "Penempatan berubah, tetapi TMT-nya mendahului penempatan yang tercatat (%(start)s)."
        ),
        "unit-unknown": gettext_lazy("Unit “%(name)s” tidak ditemukan."),
        "unit-unknown-near": gettext_lazy("Unit “%(name)s” tidak ditemukan. Maksudnya “%(near)s”?"),
        "unit-ambiguous": gettext_lazy(
            "Ada %(count)s unit bernama “%(name)s”. Tulis kodenya, atau “Dinas … / %(name)s”."
        ),
        "unit-parent-in-circle": gettext_lazy("Unit ini menjadi induk bagi dirinya sendiri."),
        "unit-parent-wrong": gettext_lazy("Baris unit induknya masih salah."),
        "unit-pemda-is-the-root": gettext_lazy(
            "Pemerintah daerah adalah puncak dan tidak dimasukkan lewat berkas."
        ),
        "unit-cannot-move": gettext_lazy(
            "Unit ini tercatat di bawah %(parent)s; pemindahan tidak dilakukan lewat berkas."
        ),
    }
)
