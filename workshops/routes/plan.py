"""The organiser's pages before the day: Bimtek, jadwal, undangan, surat tugas."""

from django.urls import URLPattern, URLResolver, path

from workshops.views import invitation, letter, people, planning, role, rule, schedule, workshop

BIMTEK = "bimtek/<slug:code>/"
STAGE = BIMTEK + "jadwal/tahap/<slug:stage_id>/"
INVITATION = BIMTEK + "undangan/<slug:invitation_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("bimtek/", workshop.workshop_list, name="workshop-list"),
    path("bimtek/ekspor/<slug:extension>/", workshop.workshop_export, name="workshop-export"),
    path("bimtek/baru/", planning.plan, name="workshop-plan"),
    path("bimtek/baru/tanggal/", planning.plan_dates, name="workshop-plan-dates"),
    path(BIMTEK, workshop.workshop_detail, name="workshop-detail"),
    path(BIMTEK + "ubah/", workshop.workshop_edit, name="workshop-edit"),
    path(BIMTEK + "buka/", workshop.workshop_open, name="workshop-open"),
    path(BIMTEK + "jadwal/", schedule.schedule_detail, name="schedule-detail"),
    path(BIMTEK + "jadwal/tahap-baru/", schedule.stage_add, name="stage-add"),
    path(STAGE, schedule.stage_edit, name="stage-edit"),
    path(STAGE + "sesi-baru/", schedule.session_add, name="session-add"),
    path(STAGE + "presensi-baru/", schedule.slot_add, name="slot-add"),
    path(BIMTEK + "jadwal/sesi/<slug:session_id>/", schedule.session_edit, name="session-edit"),
    path(
        BIMTEK + "jadwal/sesi/<slug:session_id>/hapus/",
        schedule.session_remove,
        name="session-remove",
    ),
    path(BIMTEK + "jadwal/presensi/<slug:slot_id>/", schedule.slot_edit, name="slot-edit"),
    path(
        BIMTEK + "jadwal/presensi/<slug:slot_id>/hapus/", schedule.slot_remove, name="slot-remove"
    ),
    path(BIMTEK + "undangan/", invitation.invitation_list, name="invitation-list"),
    path(
        BIMTEK + "undangan/ekspor/<slug:extension>/",
        invitation.invitation_export,
        name="invitation-export",
    ),
    path(BIMTEK + "undangan/baru/", invitation.invitation_new, name="invitation-new"),
    path(BIMTEK + "undangan/lampiran-sk/", people.decree_new, name="decree-new"),
    path(BIMTEK + "undangan/kirim/", invitation.invitation_send, name="invitation-send"),
    path(BIMTEK + "undangan/ingatkan/", invitation.invitation_remind, name="invitation-remind-all"),
    path(
        BIMTEK + "undangan/pesan/<slug:notice_id>/terkirim/",
        invitation.message_sent,
        name="message-sent",
    ),
    path(INVITATION, invitation.invitation_detail, name="invitation-detail"),
    path(INVITATION + "ingatkan/", invitation.invitation_remind, name="invitation-remind"),
    path(INVITATION + "tautan/", invitation.invitation_link, name="invitation-link"),
    path(INVITATION + "batalkan/", invitation.invitation_withdraw, name="invitation-withdraw"),
    path(BIMTEK + "surat-tugas/", letter.letter_list, name="letter-list"),
    path(BIMTEK + "surat-tugas/unit/<slug:unit_id>/", letter.letter_unit, name="letter-unit"),
    path(BIMTEK + "surat-tugas/berkas/<slug:letter_id>/", letter.letter_file, name="letter-file"),
    path(BIMTEK + "tamu/", people.guest_list, name="guest-list"),
    path(BIMTEK + "tamu/hapus/", people.guest_remove, name="guest-remove"),
    path(BIMTEK + "panitia/", role.role_list, name="role-list"),
    path(BIMTEK + "panitia/tautan/", role.role_link, name="role-link"),
    path(BIMTEK + "panitia/cabut/", role.role_take, name="role-take"),
    path(BIMTEK + "aturan/", rule.rule_detail, name="rule-detail"),
    path(BIMTEK + "aturan/kompetensi/", rule.award_set, name="award-set"),
    path(
        BIMTEK + "aturan/kompetensi/<slug:competency_id>/cabut/",
        rule.award_retire,
        name="award-retire",
    ),
]
