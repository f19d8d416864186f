"""The nine competencies every civil servant is assessed on (PermenPANRB 38/2017): their official names
and codes, with indicators in words of our own. Technical ones are each ministry's, and are added."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """``indicators``: what somebody shows at level 1, 2, 3, 4, 5."""

    code: str
    kind: str
    name_id: str
    name_en: str
    indicators: tuple[str, str, str, str, str]


STANDARD = (
    Entry(
        "MAN.INT",
        "managerial",
        "Integritas",
        "Integrity",
        (
            "Bertindak jujur dan taat aturan dalam tugasnya sendiri",
            "Mengajak rekan bekerja sesuai nilai dan kode etik",
            "Memastikan unitnya menerapkan kode etik dan menegur yang melanggar",
            "Membangun lingkungan kerja yang menjaga etika dan mencegah penyimpangan",
            "Menjadi teladan integritas yang diikuti lintas instansi",
        ),
    ),
    Entry(
        "MAN.KSM",
        "managerial",
        "Kerja Sama",
        "Teamwork",
        (
            "Ikut serta dan menyelesaikan bagiannya dalam kelompok",
            "Membantu rekan dan berbagi informasi agar kelompok berhasil",
            "Menyatukan anggota tim yang berbeda pandangan",
            "Membangun kerja sama antarunit untuk sasaran bersama",
            "Menciptakan sinergi antarinstansi dan pemangku kepentingan",
        ),
    ),
    Entry(
        "MAN.KOM",
        "managerial",
        "Komunikasi",
        "Communication",
        (
            "Menyampaikan informasi dengan jelas dan mendengarkan",
            "Menjelaskan dengan cara yang sesuai dengan pendengarnya",
            "Meyakinkan orang lain dan menengahi perbedaan pendapat",
            "Mengemukakan hal yang rumit sehingga didukung banyak pihak",
            "Memimpin komunikasi yang menentukan arah instansi",
        ),
    ),
    Entry(
        "MAN.HSL",
        "managerial",
        "Orientasi pada Hasil",
        "Results orientation",
        (
            "Menyelesaikan tugas sesuai standar dan waktu",
            "Berusaha melampaui standar dan memperbaiki cara kerjanya",
            "Menetapkan target unit dan memantau pencapaiannya",
            "Mendorong unit-unit mencapai hasil yang lebih tinggi",
            "Menetapkan mutu kerja yang menjadi acuan instansi",
        ),
    ),
    Entry(
        "MAN.LYN",
        "managerial",
        "Pelayanan Publik",
        "Public service",
        (
            "Melayani sesuai prosedur dengan sopan dan tanpa membedakan",
            "Menanggapi kebutuhan dan keluhan dengan cepat",
            "Memperbaiki pelayanan unit dari masukan masyarakat",
            "Menyelaraskan pelayanan antarunit agar adil dan mudah",
            "Menetapkan kebijakan pelayanan yang berdampak luas",
        ),
    ),
    Entry(
        "MAN.PGB",
        "managerial",
        "Pengembangan Diri dan Orang Lain",
        "Developing self and others",
        (
            "Mengenali kekurangannya dan belajar",
            "Membagi pengetahuan dan membantu rekan belajar",
            "Membimbing bawahan dan memberi umpan balik",
            "Menyusun program pengembangan bagi unitnya",
            "Membangun budaya belajar di seluruh instansi",
        ),
    ),
    Entry(
        "MAN.UBH",
        "managerial",
        "Mengelola Perubahan",
        "Managing change",
        (
            "Menerima perubahan dan menyesuaikan diri",
            "Ikut menjalankan perubahan dengan aktif",
            "Membantu orang lain mengikuti perubahan dan mengatasi hambatannya",
            "Memimpin perubahan di unitnya sampai berhasil",
            "Menggerakkan perubahan yang menyeluruh di instansi",
        ),
    ),
    Entry(
        "MAN.KPT",
        "managerial",
        "Pengambilan Keputusan",
        "Decision making",
        (
            "Mengumpulkan informasi dan memutuskan hal rutin",
            "Membandingkan pilihan sebelum memutuskan",
            "Memutuskan dengan menimbang risiko bagi unitnya",
            "Memutuskan hal sulit yang menyangkut banyak unit",
            "Memutuskan kebijakan berisiko besar bagi kepentingan umum",
        ),
    ),
    Entry(
        "SOS.PRB",
        "sociocultural",
        "Perekat Bangsa",
        "National unity",
        (
            "Menghormati perbedaan di tempat kerja",
            "Menumbuhkan sikap saling menghargai dalam kelompok",
            "Menengahi perselisihan yang timbul dari perbedaan",
            "Merangkul kelompok yang berbeda dalam kebijakan unitnya",
            "Merumuskan kebijakan yang memperkuat persatuan",
        ),
    ),
)
CODES = tuple(entry.code for entry in STANDARD)
