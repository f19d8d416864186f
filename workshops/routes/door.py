"""The day: devices, check-in, slots, roll call, closing."""

from django.urls import URLPattern, URLResolver, path

from workshops.routes import door_api
from workshops.views import attendance, closing, device, door_shell, outbox

HERE = "bimtek/<slug:code>/kehadiran/"
SLOT = f"{HERE}<slug:slot>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("pindai/", door_shell.door, name="door"),
    path("pindai/sw.js", door_shell.service_worker, name="door-worker"),
    path("pindai/manifest.webmanifest", door_shell.manifest, name="door-manifest"),
    *door_api.urlpatterns,
    path(HERE, attendance.attendance_list, name="attendance-list"),
    path(f"{HERE}perlu-diperiksa/", attendance.review_list, name="review-list"),
    path(f"{HERE}perlu-diperiksa/semua/", attendance.review_settle_many, name="review-settle-many"),
    path(f"{HERE}perlu-diperiksa/<str:nonce>/", attendance.review_settle, name="review-settle"),
    path(f"{HERE}rekonsiliasi/", attendance.reconciliation_list, name="reconciliation-list"),
    path(
        f"{HERE}rekonsiliasi/<str:day>/",
        attendance.reconciliation_detail,
        name="reconciliation-detail",
    ),
    path(
        f"{HERE}rekonsiliasi/<str:day>/tanda-tangan/",
        attendance.reconciliation_sign,
        name="reconciliation-sign",
    ),
    path(
        f"{HERE}rekonsiliasi/<str:day>/rekonsiliasi.<str:suffix>",
        attendance.reconciliation_sheet,
        name="reconciliation-sheet",
    ),
    path(f"{HERE}tahap/<slug:stage>/", attendance.stage_move, name="stage-move"),
    path(
        f"{HERE}tahap/<slug:stage>/<str:day>/daftar-hadir.<str:suffix>",
        attendance.day_sheet,
        name="day-sheet",
    ),
    path(SLOT, attendance.slot_detail, name="slot-detail"),
    path(f"{HERE}koreksi/<str:key>/berkas/", attendance.correction_paper, name="correction-paper"),
    path(f"{SLOT}koreksi/", attendance.correction_new, name="correction-new"),
    path(f"{SLOT}keadaan/", attendance.slot_move, name="slot-move"),
    path(f"{SLOT}tamu/", attendance.guest_tick, name="guest-tick"),
    path(f"{SLOT}daftar-hadir.<str:suffix>", attendance.slot_sheet, name="slot-sheet"),
    path(f"{SLOT}<slug:registration>/", attendance.attendance_detail, name="attendance-detail"),
    path(
        f"{SLOT}<slug:registration>/berkas/", attendance.attendance_paper, name="attendance-paper"
    ),
    path("bimtek/<slug:code>/perangkat/", device.device_list, name="device-list"),
    path("bimtek/<slug:code>/perangkat/daftar-nama/", device.device_names, name="device-names"),
    path("bimtek/<slug:code>/perangkat/pindaian/", outbox.outbox_new, name="outbox-new"),
    path(
        "bimtek/<slug:code>/perangkat/pindaian/<slug:upload>/",
        outbox.outbox_detail,
        name="outbox-detail",
    ),
    path(
        "bimtek/<slug:code>/perangkat/pindaian/<slug:upload>/masukkan/",
        outbox.outbox_take_in,
        name="outbox-take-in",
    ),
    path(
        "bimtek/<slug:code>/perangkat/<slug:device>/kode/", device.device_code, name="device-code"
    ),
    path(
        "bimtek/<slug:code>/perangkat/<slug:device>/tindakan/",
        device.device_acts,
        name="device-acts",
    ),
    path(
        "bimtek/<slug:code>/perangkat/<slug:device>/cabut/",
        device.device_revoke,
        name="device-revoke",
    ),
    path("bimtek/<slug:code>/penutupan/", closing.closing_detail, name="closing-detail"),
    path("bimtek/<slug:code>/penutupan/tutup/", closing.closing_close, name="closing-close"),
    path(
        "bimtek/<slug:code>/penutupan/buka-kembali/", closing.closing_reopen, name="closing-reopen"
    ),
]
