"""BKPSDM's desk: training history, proposed levels, 20 JP a year."""

from django.urls import URLPattern, URLResolver, path

from participants.views import assessment, competency, dictionary, hours, training

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
    path("kompetensi/kamus/", dictionary.dictionary, name="dictionary"),
    path("kompetensi/kamus/unduh.<str:extension>", dictionary.export, name="dictionary-export"),
    path("kompetensi/kamus/muat/", dictionary.load, name="dictionary-load"),
    path("kompetensi/kamus/tambah/", dictionary.add, name="dictionary-add"),
    path("kompetensi/kamus/tempel/", dictionary.paste, name="dictionary-paste"),
    path("kompetensi/kamus/entri/<str:entry>/", dictionary.change, name="dictionary-change"),
    path("kompetensi/asesmen/", assessment.assessment_list, name="assessment-list"),
    path("kompetensi/asesmen/unduh.<str:extension>", assessment.export, name="assessment-export"),
    path("kompetensi/asesmen/baru/", assessment.record, name="assessment-record"),
    path(
        "kompetensi/asesmen/<str:public_id>/",
        assessment.assessment_detail,
        name="assessment-detail",
    ),
    path(
        "kompetensi/asesmen/<str:public_id>/tarik/",
        assessment.withdraw,
        name="assessment-withdraw",
    ),
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
