"""The register of programmes, their status by period, their import."""

from django.urls import URLPattern, URLResolver, path

from workshops.routes.registration import desk_paths
from workshops.views.programme import editing, importing, register, running, status

urlpatterns: list[URLPattern | URLResolver] = [
    path("program/", register.programme_list, name="programme-list"),
    path("program/unduh/<slug:extension>/", register.programme_export, name="programme-export"),
    path(
        "program/unduh-per-kode/<slug:extension>/",
        register.planning_export,
        name="programme-planning-export",
    ),
    path("program/baru/", editing.programme_add, name="programme-add"),
    path("program/berjalan/", running.programme_running, name="programme-running"),
    path("program/status/", status.programme_statuses, name="programme-statuses"),
    path(
        "program/laporan/<str:report>/berkas/",
        status.programme_evidence,
        name="programme-evidence",
    ),
    path("program/impor/", importing.import_list, name="programme-import-list"),
    path("program/impor/contoh.xlsx", importing.import_template, name="programme-import-template"),
    path("program/impor/<str:session>/", importing.import_detail, name="programme-import-detail"),
    path(
        "program/impor/<str:session>/salah.xlsx",
        importing.import_wrong,
        name="programme-import-wrong",
    ),
    path(
        "program/impor/<str:session>/masukkan/",
        importing.import_commit,
        name="programme-import-commit",
    ),
    path(
        "program/impor/<str:session>/batal/",
        importing.import_cancel,
        name="programme-import-cancel",
    ),
    path("program/<str:public_id>/", register.programme_detail, name="programme-detail"),
    path("program/<str:public_id>/ubah/", editing.programme_change, name="programme-change"),
    path("program/<str:public_id>/tarik/", editing.programme_withdraw, name="programme-withdraw"),
    path(
        "program/<str:public_id>/kembalikan/", editing.programme_restore, name="programme-restore"
    ),
    path("program/<str:public_id>/status/", status.programme_report, name="programme-report"),
    *desk_paths("program/", status.desk_statuses, "programmes"),
]
