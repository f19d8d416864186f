"""BKPSDM's desk: training history, proposed levels, 20 JP a year."""

from django.urls import URLPattern, URLResolver, path

from participants.views import competency, hours, training

urlpatterns: list[URLPattern | URLResolver] = [
    path("riwayat/", training.training_list, name="training-list"),
    path("riwayat/semua/", training.record_list, name="training-records"),
    path("riwayat/unduh.<str:extension>", training.export, name="training-export"),
    path("riwayat/kegiatan/<str:public_id>/", training.event_detail, name="training-event"),
    path(
        "riwayat/kegiatan/<str:public_id>/terima/",
        training.accept_event,
        name="training-accept-event",
    ),
    path("riwayat/<str:public_id>/", training.training_detail, name="training-detail"),
    path("riwayat/<str:public_id>/berkas/", training.training_file, name="training-file"),
    path("riwayat/<str:public_id>/tarik/", training.take_back, name="training-take-back"),
    path("riwayat/<str:public_id>/terima/", training.accept, name="training-accept"),
    path("riwayat/<str:public_id>/tolak/", training.reject, name="training-reject"),
    path("riwayat/<str:public_id>/periksa-kembali/", training.reopen, name="training-reopen"),
    path("kompetensi/", competency.proposal_list, name="competency-list"),
    path("kompetensi/unduh.<str:extension>", competency.export, name="competency-export"),
    path("kompetensi/hasil-ujian/", competency.grant_tested, name="competency-grant-tested"),
    path(
        "kompetensi/<str:code>/<str:public_id>/",
        competency.evidence_detail,
        name="competency-detail",
    ),
    path(
        "kompetensi/<str:code>/<str:public_id>/tetapkan/",
        competency.grant,
        name="competency-grant",
    ),
    path(
        "kompetensi/<str:code>/<str:public_id>/tolak/", competency.reject, name="competency-reject"
    ),
    path(
        "kompetensi/<str:code>/<str:public_id>/tinjau-kembali/",
        competency.reconsider,
        name="competency-reconsider",
    ),
    path("jp/", hours.hours_list, name="hours"),
    path("jp/unduh.<str:extension>", hours.export, name="hours-export"),
    path("jp/<str:public_id>/", hours.hours_detail, name="hours-detail"),
    path("jp/<str:public_id>/unduh.<str:extension>", hours.export_unit, name="hours-unit-export"),
]
