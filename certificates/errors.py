"""How certificates say no."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from participants.errors import declare


def _numbers_missing(args: Mapping[str, Any]) -> str:
    return ngettext(
        "Nomor kurang %(missing)s: tersedia %(available)s untuk %(needed)s sertifikat. "
        "Tambahkan nomornya dari buku agenda.",
        "Nomor kurang %(missing)s: tersedia %(available)s untuk %(needed)s sertifikat. "
        "Tambahkan nomornya dari buku agenda.",
        args["missing"],
    )


declare(
    {
        "certificate-before-closing": _(
            "Bimtek ini belum ditutup. Tutup kegiatan dahulu, supaya haknya tetap."
        ),
        "verify-not-a-pdf": _("Berkas ini bukan PDF. Pilih PDF sertifikatnya, bukan fotonya."),
        "certificate-nobody-waits": _("Tidak ada peserta yang menunggu sertifikat."),
        "certificate-not-earned": _("Peserta ini belum berhak atas sertifikat."),
        "certificate-closing-reopened": _(
            "Bimtek ini dibuka kembali; tutup lagi sebelum menerbitkan."
        ),
        "followed-is-entitled": _(
            "Peserta ini berhak atas sertifikat, jadi tidak memerlukan surat keterangan."
        ),
        "followed-nothing": _("Tidak ada JP yang diikuti selain yang sudah bersertifikat."),
        "followed-made": _("Surat keterangan peserta ini sudah dibuat."),
        "certificate-stands": _("Peserta ini sudah mempunyai sertifikat yang berlaku."),
        "issuing-underway": _("Sertifikat Bimtek ini sedang diterbitkan. Tunggu sampai selesai."),
        "numbering-missing": _("Pilih pola nomor, atau ketikkan nomor dari buku agenda."),
        "numbers-missing": _numbers_missing,
        "issued-before-closing": _("Tanggal penetapan mendahului hari terakhir Bimtek."),
        "issued-in-the-future": _("Tanggal penetapan belum tiba."),
        "template-retired": _("Templat ini sudah diganti versi baru. Muat ulang halamannya."),
        "template-has-draft": _("Templat ini sudah mempunyai rancangan. Lanjutkan yang itu."),
        "template-is-draft": _("Templat ini masih rancangan. Pakai dahulu rancangannya."),
        "bundle-empty": _("Tidak ada sertifikat berlaku yang cocok, jadi tidak ada yang diunduh."),
        "bundle-unsigned": _(
            "Belum ada yang dapat diunduh: %(count)s sertifikat masih menunggu tanda tangan pejabat."
        ),
        "register-underway": _(
            "Sertifikat sedang dinomori menurut pola ini. Ubah polanya sesudah penerbitan selesai."
        ),
        "pattern-day": _(
            "Pola baru berlaku mulai hari ini, atau mulai 1 Januari tahun yang akan datang."
        ),
        "picture-too-small": _(
            "Gambar ini terlalu kecil: sisi terpanjangnya %(longest)s piksel, perlu paling sedikit "
            "%(least)s supaya tidak kabur saat dicetak."
        ),
        "template-name-taken": _("Unit ini sudah mempunyai templat bernama %(name)s."),
        "certificate-not-valid": _(
            "Sertifikat ini sudah dicabut atau digantikan, jadi tidak dapat diubah lagi."
        ),
        "certificate-not-outdated": _(
            "Hak pemegang sertifikat ini tidak berubah sejak sertifikatnya terbit."
        ),
        "certificate-name-unchanged": _("Nama ini sama dengan yang sudah tertulis."),
        "certificate-version-waits": _(
            "Versi baru sertifikat ini sedang menunggu tanda tangan. Batalkan dahulu, atau tunggu."
        ),
        "certificate-not-prepared": _(
            "Sertifikat ini tidak sedang menunggu tanda tangan, jadi tidak dapat dibatalkan."
        ),
        "signing-underway": _(
            "Sertifikat ini sedang ditandatangani. Coba lagi beberapa menit lagi."
        ),
        "signer-name-taken": _("Unit ini sudah mempunyai penanda tangan bernama %(name)s."),
        "signer-retired": _("Penanda tangan ini tidak dipakai lagi."),
        "signer-has-work": _(
            "Masih ada sertifikat yang menunggu tanda tangan ini. Selesaikan atau batalkan dahulu."
        ),
        "signer-is-no-person": _(
            "Penanda tangan ini bekerja sendiri di server, jadi tidak memerlukan tautan."
        ),
        "signing-not-configured": _(
            "Layanan atau kunci tanda tangan “%(name)s” belum disiapkan di server. "
            "Hubungi pengelola sistem."
        ),
        "signing-file-broken": _(
            "Berkas pengaturan tanda tangan di server tidak terbaca. Hubungi pengelola sistem."
        ),
        "sign-passphrase-missing": _("Ketikkan frasa sandi Anda."),
        "sign-passphrase-wrong": _(
            "Frasa sandi salah. Tidak ada yang dikirim lagi dengan frasa itu; periksa, lalu ketik ulang."
        ),
        "sign-too-many-wrong": _(
            "Frasa sandi sudah beberapa kali salah. Supaya sertifikat elektronik Anda tidak terkunci, "
            "halaman ini menunggu %(minutes)s menit sebelum menerima lagi."
        ),
        "sign-key-missing": _("Berkas .p12 penanda tangan ini belum diunggah."),
        "sign-key-unreadable": _("Kunci tanda tangan tidak terbaca. Hubungi pengelola sistem."),
        "sign-not-registered": _(
            "BSrE tidak mengenal penanda tangan ini. Periksa NIK pada data penanda tangan elektronik."
        ),
        "sign-certificate-unusable": _(
            "Sertifikat elektronik penanda tangan tidak dapat dipakai (status %(status)s). "
            "Perbarui dahulu, lalu lanjutkan di sini."
        ),
        "sign-service-login": _(
            "Layanan BSrE menolak akun aplikasi ini. Hubungi pengelola sistem."
        ),
        "sign-service-failed": _("Layanan tanda tangan sedang bermasalah. Coba lagi nanti."),
        "sign-service-refused": _(
            "Layanan tanda tangan menolak permintaan ini (kode %(status)s). Hubungi pengelola sistem."
        ),
        "sign-service-timeout": _("Layanan tanda tangan tidak menjawab pada waktunya. Coba lagi."),
        "sign-service-unreachable": _(
            "Layanan tanda tangan tidak dapat dihubungi. Coba lagi nanti."
        ),
        "sign-answer-truncated": _(
            "Jawaban layanan terpotong, jadi tidak dipakai. Aslinya tetap ada; tanda tangani lagi."
        ),
        "sign-answer-not-ours": _(
            "Layanan mengembalikan dokumen lain, jadi tidak dipakai. Aslinya tetap ada; "
            "beri tahu pengelola sistem bila terulang."
        ),
        "sign-answer-invalid": _(
            "Tanda tangan pada jawaban layanan tidak sah, jadi tidak dipakai. Aslinya tetap ada; "
            "tanda tangani lagi."
        ),
        "sign-answer-missing": _(
            "Layanan tidak mengembalikan dokumen ini. Aslinya tetap ada; tanda tangani lagi."
        ),
        "sign-document-taken": _(
            "Hasilnya sudah pernah diunduh dari layanan dan tidak dapat diambil lagi. "
            "Tanda tangani lagi."
        ),
        "sign-time-stamp-missing": _("Layanan stempel waktu tidak menjawab. Coba lagi nanti."),
        "sign-withdrawn": _("Sertifikat ini sudah dibatalkan."),
        "sign-failed": _("Penandatanganan gagal. Aslinya tetap ada; coba lagi."),
        "seal-code-missing": _(
            "Kode aktivasi segel belum diisi atau sudah lewat. Isi yang baru pada penanda tangan ini."
        ),
    }
)
