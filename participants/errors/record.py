"""Words of training history, of levels and of the staffing plan."""

from django.utils.translation import gettext_lazy

from . import declare

declare(
    {
        "training-state-changed": gettext_lazy(
            "Keadaan riwayat ini sudah berubah menjadi “%(state)s”. Muat ulang halaman ini."
        ),
        "siasn-nothing-new": gettext_lazy(
            "Tidak ada riwayat baru atau yang berubah sejak disiapkan terakhir kali."
        ),
        "siasn-line-unknown": gettext_lazy(
            "Baris %(line)s: tidak cocok dengan tepat satu riwayat dalam berkas ini."
        ),
        "siasn-result-unknown": gettext_lazy(
            "Baris %(line)s: tulis hasilnya sebagai terkirim, diterima, atau ditolak."
        ),
        "siasn-reason-missing": gettext_lazy("Baris %(line)s: tulis alasan penolakannya."),
        "siasn-not-configured": gettext_lazy(
            "Sambungan ke SIASN belum diatur. Pakai berkas unggah, atau hubungi pengelola sistem."
        ),
        "siasn-login": gettext_lazy(
            "SIASN tidak menerima akun aplikasi ini. Hubungi pengelola sistem."
        ),
        "siasn-unknown-person": gettext_lazy("NIP ini tidak dikenal SIASN."),
        "siasn-said-no": gettext_lazy("SIASN menolak: %(reason)s"),
        "claims-one-by-one": gettext_lazy(
            "Bukti dari pegawai diterima satu per satu, sesudah berkasnya dilihat."
        ),
        "claim-recorded-already": gettext_lazy(
            "Pelatihan ini sudah tercatat dengan nomor sertifikat %(number)s."
        ),
        "claim-file-recorded-already": gettext_lazy(
            "Berkas yang sama sudah pernah ditambahkan untuk orang ini."
        ),
        "claim-ends-in-the-future": gettext_lazy(
            "Pelatihan ini belum selesai. Tambahkan sesudah berakhir pada %(day)s."
        ),
        "claim-too-many-waiting": gettext_lazy(
            "Sudah ada %(count)s bukti yang menunggu BKPSDM. Tunggu sampai sebagian diputuskan."
        ),
        "claim-without-jp": gettext_lazy("Dengan isian ini tidak ada JP yang terhitung."),
        "jp-as-stated": gettext_lazy("%(jp)s JP seperti yang tertulis"),
        "jp-stated-abroad": gettext_lazy(
            "%(jp)s JP tertulis, ditambah %(percent)s %% (internasional)"
        ),
        "jp-by-day": gettext_lazy("%(days)s hari × %(jp)s JP"),
        "jp-by-session": gettext_lazy(
            "%(counted)s dari %(sessions)s pertemuan × %(jp)s JP (paling banyak %(most)s sebulan)"
        ),
        "jp-at-most": gettext_lazy(
            "%(stated)s JP tertulis, paling banyak %(days)s hari × %(jp)s JP"
        ),
        "jp-fixed": gettext_lazy("%(jp)s JP untuk bentuk ini, berapa pun lamanya"),
        "role-needs-a-skill": gettext_lazy("Pilih paling sedikit satu kompetensi untuk peran ini."),
        "role-name-taken": gettext_lazy("Peran %(name)s sudah dipantau."),
        "strategy-overlaps": gettext_lazy(
            "Periode ini bertumpang tindih dengan %(first)s-%(last)s. Pilih tahun sesudahnya, atau "
            "ubah periode itu."
        ),
        "strategy-not-of-a-pemda": gettext_lazy(
            "Sasaran strategi berlaku untuk seluruh pemerintah daerah."
        ),
        "strategy-role-elsewhere": gettext_lazy(
            "Peran ini tidak dipantau di pemerintah daerah ini. Pilih peran lain."
        ),
        "strategy-target-outside": gettext_lazy(
            "Sasaran tahun %(year)s berada di luar periode. Kosongkan isiannya atau ubah periodenya."
        ),
        "strategy-target-too-high": gettext_lazy(
            "Sasaran tahun %(year)s: isi 0 sampai 100 persen, atau 0 sampai 400 JP."
        ),
        "strategy-without-targets": gettext_lazy("Isi paling sedikit satu sasaran."),
        "strategy-unchanged": gettext_lazy(
            "Tidak ada yang berubah dibanding sasaran yang berlaku."
        ),
        "development-kept-already": gettext_lazy(
            "Rencana %(year)s untuk kompetensi dan tingkat ini sudah ada. Hapus yang lama dahulu."
        ),
        "development-not-of-a-pemda": gettext_lazy(
            "Rencana pengembangan berlaku untuk seluruh pemerintah daerah."
        ),
        "attending-grants-no-level": gettext_lazy(
            "Kehadiran saja tidak menetapkan tingkat. Pilih ujian, asesor, atau atasan langsung."
        ),
        "assessor-required": gettext_lazy("Tuliskan nama penilai yang menetapkan tingkat ini."),
        "appointment-overlaps": gettext_lazy(
            "Orang ini sudah menduduki jabatan %(post)s mulai %(start)s. Pilih tanggal sesudahnya, "
            "atau akhiri dahulu jabatan itu."
        ),
        "appointment-ends-before-it-starts": gettext_lazy(
            "Tanggal akhir mendahului tanggal mulai, yaitu %(start)s."
        ),
        "appointment-already-held": gettext_lazy("Orang ini sudah menduduki jabatan tersebut."),
        "plan-is-approved": gettext_lazy(
            "Peta jabatan ini sudah ditetapkan dan tidak diubah lagi. Buat rancangan baru darinya."
        ),
        "plan-is-empty": gettext_lazy("Peta jabatan ini belum memuat jabatan."),
        "plan-later-in-force": gettext_lazy(
            "Peta jabatan yang berlaku mulai %(start)s sudah ditetapkan. Pilih tanggal sesudahnya."
        ),
        "post-already-planned": gettext_lazy("Jabatan ini sudah ada dalam peta jabatan."),
        "post-unit-elsewhere": gettext_lazy("Unit ini bukan bagian dari pemerintah daerah ini."),
        "post-outside-share": gettext_lazy(
            "%(unit)s bukan bagian dari %(share)s; hanya jabatan unit itu yang dapat diubah di sini."
        ),
        "post-named-twice": gettext_lazy("%(job)s pada %(unit)s disebut dua kali."),
        "absence-ends-before-it-starts": gettext_lazy(
            "Tanggal akhir mendahului tanggal mulai, yaitu %(start)s."
        ),
        "absence-overlaps": gettext_lazy(
            "Pada masa itu sudah tercatat ketidakhadiran mulai %(start)s. Akhiri dahulu yang itu."
        ),
        "standard-same-day": gettext_lazy(
            "Standar yang mulai %(start)s sudah ada. Pilih tanggal mulai yang lain."
        ),
        "standard-is-empty": gettext_lazy("Tuliskan paling sedikit satu syarat."),
        "standard-missing": gettext_lazy("%(job)s belum mempunyai standar jabatan."),
        "age-limit-needs-basis": gettext_lazy("Tuliskan dasar hukum batas usia ini."),
        "age-limit-of-what": gettext_lazy(
            "Pilih satu jabatan, atau satu jenis jabatan; tidak keduanya."
        ),
        "assessment-recorded": gettext_lazy(
            "Asesmen orang ini pada %(day)s oleh penilai yang sama sudah dicatat. Tarik dahulu yang "
            "lama bila nilainya keliru."
        ),
        "assessment-without-scores": gettext_lazy("Tuliskan paling sedikit satu nilai."),
        "assessment-score-out-of-range": gettext_lazy("Nilai kompetensi antara 0 dan 5."),
        "assessment-jpm-out-of-range": gettext_lazy("JPM antara 0 dan 150 persen."),
        "assessment-ends-before-it-starts": gettext_lazy(
            "Masa berlaku berakhir sebelum tanggal asesmen."
        ),
        "competency-written-twice": gettext_lazy("Kode %(given)s ditulis dua kali."),
        "competency-unreadable": gettext_lazy(
            "Kompetensi %(given)s belum lengkap: tuliskan kode, jenis, dan namanya."
        ),
        "competency-level-unreadable": gettext_lazy(
            "Tingkat pada kompetensi %(given)s harus angka 1 sampai 5."
        ),
        "workload-is-empty": gettext_lazy("Tuliskan paling sedikit satu uraian tugas."),
        "workload-needs-source": gettext_lazy(
            "Tuliskan sumber datanya, misalnya laporan tahunan unit."
        ),
        "workload-is-negative": gettext_lazy("Volume dan norma waktu tidak boleh negatif."),
        "workload-hours-of-a-year": gettext_lazy("Jam kerja efektif setahun antara 500 dan 3.000."),
        "requirement-unreadable": gettext_lazy(
            "“%(given)s” tidak dikenal. Contoh pendidikan: D3 atau S1; contoh pangkat: III/a."
        ),
    }
)
