"""Words for what planning, inviting and letters refuse."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from participants.errors import declare
from participants.rules.wording import date_long


def _day_taken(args: Mapping[str, Any]) -> str:
    day = date_long(date.fromisoformat(args["day"]), get_language() or "id")
    return gettext(
        "Sudah ada presensi pada {day}; pilih tanggal lain supaya catatannya tetap utuh."
    ).format(day=day)


declare(
    {
        "workshop-closed": _("Bimtek ini sudah ditutup; buka kembali dahulu bila perlu diubah."),
        "workshop-not-draft": _("Pendaftaran Bimtek ini sudah dibuka."),
        "stages-missing": _("Bimtek memerlukan paling sedikit satu tahap."),
        "stages-out-of-order": _("Tahap %(later)s mulai sebelum tahap %(earlier)s selesai."),
        "stage-ends-before-it-starts": _("Tahap %(order)s selesai sebelum mulai."),
        "stage-too-long": _("Tahap %(order)s lebih dari %(most)s hari; periksa tanggalnya."),
        "session-outside-stage": _("Tanggal sesi berada di luar tanggal tahapnya."),
        "session-ends-before-it-starts": _("Waktu selesai harus sesudah waktu mulai."),
        "session-used": _("Sesi ini sudah mempunyai presensi, jadi tidak dapat dihapus."),
        "sessions-lose-their-day": _(
            "%(sessions)s sesi berada pada hari yang hilang. Pindahkan atau hapus sesi itu dahulu."
        ),
        "slot-used": _("Waktu presensi ini sudah dipakai, jadi tidak dapat dihapus."),
        "slot-there-already": _("Waktu presensi itu sudah ada pada hari tersebut."),
        "slot-rules-fixed": _(
            "Presensi ini sudah dibuka: jam buka dan batas terlambatnya tidak dapat diubah lagi, dan"
            " sesudah ditutup jam tutupnya pun tidak."
        ),
        "slot-window-reversed": _("Waktu tutup harus sesudah waktu buka."),
        "slot-outside-stage": _("Tanggal presensi berada di luar tanggal tahapnya."),
        "slot-day-taken": _day_taken,
        "invitation-withdrawn": _("Undangan ini sudah dibatalkan."),
        "invitation-has-people": _(
            "Unit ini sudah menunjuk %(people)s peserta. Keluarkan mereka dahulu."
        ),
        "nobody-invited": _("Belum ada unit yang dapat diundang dari daftar ini."),
        "seats-taken": _("%(taken)s kursi sudah terisi; jumlah kursi tidak dapat kurang dari itu."),
        "seats-out-of-range": _("Jumlah kursi antara 1 dan %(most)s."),
        "link-not-working": _("Tautan ini sudah tidak berlaku."),
        "letter-without-people": _("Pilih paling sedikit satu peserta yang ditugaskan."),
        "letter-of-other-unit": _("Peserta ini tidak termasuk unit atau Bimtek surat tersebut."),
        "letter-without-number": _("Surat tugas yang diterima mempunyai nomor dan tanggal."),
        "entry-let-in-already": _("Sudah diizinkan masuk tahap ini."),
        "entry-of-another-workshop": _("Bukan peserta Bimtek ini."),
        "role-scope-for-experts": _("Hanya Tim Ahli dapat dibatasi pada satu OPD atau pilar."),
        "role-held-already": _("Orang ini sudah mempunyai peran itu."),
        "role-for-people-only": _("Peran hanya untuk akun orang yang aktif."),
        "last-committee": _("Bimtek memerlukan paling sedikit satu panitia."),
        "guest-was-there": _("Tamu ini sudah dicatat hadir, jadi tetap pada daftar."),
        "share-out-of-range": _("Kehadiran minimum antara 0 % dan 100 %."),
        "level-out-of-range": _("Tingkat kompetensi antara 1 dan 5."),
        # What moving a stage touches: told before it is saved.
        "move-touches-letters": _("%(letters)s surat tugas menyebut tanggal yang lama."),
        "move-touches-invitations": _(
            "%(invitations)s unit sudah menerima undangan dengan tanggal yang lama; "
            "pesan ralat disiapkan untuk mereka."
        ),
        "move-keeps-used-slots": _(
            "%(slots)s waktu presensi sudah dipakai dan tetap pada tanggal semula."
        ),
        "move-shifts-deliverables": _("Tenggat %(deliverables)s hasil kerja ikut bergeser."),
        "move-overlaps-stage": _("Tanggal ini bertumpang tindih dengan %(stage)s."),
    }
)
