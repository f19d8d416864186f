"""The two regions' perangkat daerah.

Bantul: the list behind the statistics codes of the region's data portal. Buton: units named in
press reports of 2020 to 2024, filled up with those that every regency has (``INVENTED``).
"""

from participants.models import UnitKind

BANTUL = (
    ("11600", UnitKind.SECRETARIAT, "Sekretariat Daerah", "Setda"),
    ("10100", UnitKind.DEPARTMENT, "Dinas Pendidikan, Kepemudaan dan Olahraga", "Disdikpora"),
    ("10200", UnitKind.DEPARTMENT, "Dinas Kesehatan", "Dinkes"),
    ("10300", UnitKind.DEPARTMENT, "Dinas Pekerjaan Umum, Perumahan dan Kawasan Permukiman", "DPUPKP"),
    ("10400", UnitKind.DEPARTMENT, "Dinas Pertanahan dan Tata Ruang (Kundha Niti Mandala Sarta Tata Sasana)", "DPTR"),
    ("10500", UnitKind.AGENCY, "Badan Perencanaan Pembangunan Daerah", "Bappeda"),
    ("10700", UnitKind.DEPARTMENT, "Dinas Perhubungan", "Dishub"),
    ("10800", UnitKind.DEPARTMENT, "Dinas Lingkungan Hidup", "DLH"),
    ("10900", UnitKind.DEPARTMENT, "Dinas Kependudukan dan Pencatatan Sipil", "Disdukcapil"),
    ("11000", UnitKind.DEPARTMENT, "Dinas Sosial", "Dinsos"),
    ("11100", UnitKind.DEPARTMENT, "Dinas Tenaga Kerja dan Transmigrasi", "Disnakertrans"),
    ("11200", UnitKind.DEPARTMENT, "Dinas Koperasi, Usaha Kecil dan Menengah, Perindustrian dan Perdagangan", "DKUKMPP"),
    ("11300", UnitKind.OTHER, "Satuan Polisi Pamong Praja", "Satpol PP"),
    ("11400", UnitKind.AGENCY, "Badan Kesatuan Bangsa dan Politik", "Bakesbangpol"),
    ("11500", UnitKind.SECRETARIAT, "Sekretariat DPRD", "Setwan"),
    ("11800", UnitKind.DEPARTMENT, "Dinas Kelautan dan Perikanan", "DKP"),
    ("11900", UnitKind.AGENCY, "Badan Pengelolaan Keuangan, Pendapatan dan Aset Daerah", "BPKPAD"),
    ("12000", UnitKind.DEPARTMENT, "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu", "DPMPTSP"),
    ("12100", UnitKind.INSPECTORATE, "Inspektorat Daerah", "Inspektorat"),
    ("12200", UnitKind.AGENCY, "Badan Kepegawaian dan Pengembangan Sumberdaya Manusia", "BKPSDM"),
    ("12300", UnitKind.AGENCY, "Badan Penanggulangan Bencana Daerah", "BPBD"),
    ("12400", UnitKind.DEPARTMENT, "Dinas Pemberdayaan Perempuan dan Perlindungan Anak, Pengendalian Penduduk dan Keluarga Berencana", "DP3AP2KB"),
    ("12500", UnitKind.DEPARTMENT, "Dinas Komunikasi dan Informatika", "Diskominfo"),
    ("12600", UnitKind.DEPARTMENT, "Dinas Perpustakaan dan Kearsipan", "Dispusip"),
    ("12700", UnitKind.DEPARTMENT, "Dinas Ketahanan Pangan dan Pertanian", "DKPP"),
    ("12800", UnitKind.DEPARTMENT, "Dinas Pariwisata", "Dispar"),
    ("12900", UnitKind.DEPARTMENT, "Dinas Kebudayaan (Kundha Kabudayan)", "Disbud"),
    ("13000", UnitKind.DEPARTMENT, "Dinas Pemberdayaan Masyarakat dan Kalurahan", "DPMKal"),
    ("13500", UnitKind.SERVICE, "RSUD Panembahan Senopati", "RSUD"),
)  # fmt: skip
BANTUL_DIVISIONS = (
    ("11701", "Bagian Tata Pemerintahan"),
    ("11702", "Bagian Kesejahteraan Rakyat"),
    ("11703", "Bagian Hukum"),
    ("11704", "Bagian Perekonomian, Pembangunan dan Sumber Daya Alam"),
    ("11705", "Bagian Pengadaan Barang dan Jasa"),
    ("11706", "Bagian Umum dan Protokol"),
    ("11707", "Bagian Organisasi"),
    ("11708", "Bagian Perencanaan dan Keuangan"),
)
BANTUL_DISTRICTS = (
    "Srandakan", "Sanden", "Kretek", "Pundong", "Bambanglipuro", "Pandak", "Pajangan", "Bantul",
    "Jetis", "Imogiri", "Dlingo", "Banguntapan", "Pleret", "Piyungan", "Sewon", "Kasihan", "Sedayu",
)  # fmt: skip
BUTON = (
    (UnitKind.SECRETARIAT, "Sekretariat Daerah", "Setda"),
    (UnitKind.DEPARTMENT, "Dinas Komunikasi, Informatika dan Persandian", "Diskominfo"),
    (UnitKind.AGENCY, "Badan Keuangan dan Aset Daerah", "BKAD"),
    (UnitKind.AGENCY, "Badan Perencanaan Pembangunan Daerah", "Bappeda"),
    (UnitKind.INSPECTORATE, "Inspektorat Daerah", "Inspektorat"),
    (UnitKind.DEPARTMENT, "Dinas Kesehatan", "Dinkes"),
    (UnitKind.DEPARTMENT, "Dinas Pariwisata", "Dispar"),
    (UnitKind.DEPARTMENT, "Dinas Perikanan", "Diskan"),
    (UnitKind.AGENCY, "Badan Kepegawaian Daerah", "BKD"),
)
INVENTED = (
    (UnitKind.SECRETARIAT, "Sekretariat DPRD", "Setwan"),
    (UnitKind.DEPARTMENT, "Dinas Pendidikan dan Kebudayaan", "Disdikbud"),
    (UnitKind.DEPARTMENT, "Dinas Pekerjaan Umum dan Penataan Ruang", "PUPR"),
    (UnitKind.DEPARTMENT, "Dinas Perumahan dan Kawasan Permukiman", "Perkim"),
    (UnitKind.OTHER, "Satuan Polisi Pamong Praja dan Pemadam Kebakaran", "Satpol PP"),
    (UnitKind.DEPARTMENT, "Dinas Sosial", "Dinsos"),
    (UnitKind.DEPARTMENT, "Dinas Tenaga Kerja dan Transmigrasi", "Disnakertrans"),
    (UnitKind.DEPARTMENT, "Dinas Ketahanan Pangan", "DKP"),
    (UnitKind.DEPARTMENT, "Dinas Lingkungan Hidup", "DLH"),
    (UnitKind.DEPARTMENT, "Dinas Kependudukan dan Pencatatan Sipil", "Disdukcapil"),
    (UnitKind.DEPARTMENT, "Dinas Pemberdayaan Masyarakat dan Desa", "DPMD"),
    (UnitKind.DEPARTMENT, "Dinas Perhubungan", "Dishub"),
    (UnitKind.DEPARTMENT, "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu", "DPMPTSP"),
    (UnitKind.DEPARTMENT, "Dinas Pertanian", "Distan"),
    (UnitKind.AGENCY, "Badan Pendapatan Daerah", "Bapenda"),
    (UnitKind.AGENCY, "Badan Penanggulangan Bencana Daerah", "BPBD"),
    (UnitKind.SERVICE, "RSUD Kabupaten Buton", "RSUD"),
)
BUTON_DISTRICTS = (
    "Lasalimu", "Lasalimu Selatan", "Siotapina", "Pasarwajo", "Wolowa", "Wabula", "Kapontori",
)  # fmt: skip
