"""Peta jabatan and coverage."""

from django.urls import URLPattern, URLResolver, path

from participants.views import (
    coverage,
    forecast,
    holding,
    jobtitle,
    plan_diff,
    plan_share,
    planning,
    staffing,
    workload,
)

PLAN = "peta-jabatan/<str:public_id>/"
POST = PLAN + "jabatan/<str:post_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("peta-jabatan/", staffing.plan_list, name="staffing-list"),
    path("peta-jabatan/baru/", planning.plan_create, name="staffing-create"),
    path(PLAN, staffing.plan_detail, name="staffing-detail"),
    path(PLAN + "unduh.<str:extension>", staffing.export, name="staffing-export"),
    path(PLAN + "cetak/", staffing.printed, name="staffing-print"),
    path(PLAN + "bezetting.<str:extension>", staffing.export_holders, name="staffing-holders"),
    path(PLAN + "unit/<str:unit_id>/", plan_share.share, name="staffing-share"),
    path(PLAN + "salin/", planning.plan_copy, name="staffing-copy"),
    path(PLAN + "tetapkan/", planning.plan_approve, name="staffing-approve"),
    path(PLAN + "jabatan/", planning.post_add, name="staffing-post-add"),
    path(POST, holding.post_detail, name="staffing-post"),
    path(POST + "keluarkan/", planning.post_remove, name="staffing-post-remove"),
    path(POST + "kebutuhan/", planning.headcount, name="staffing-headcount"),
    path(POST + "syarat/", planning.requirement_add, name="staffing-require"),
    path(POST + "syarat/hapus/", planning.requirement_remove, name="staffing-unrequire"),
    path(POST + "tempatkan/", holding.appoint, name="staffing-appoint"),
    path(POST + "akhiri/", holding.end, name="staffing-end"),
    path(POST + "tidak-hadir/", holding.absence, name="staffing-absence"),
    path(POST + "kembali/", holding.absence_end, name="staffing-absence-end"),
    path(POST + "standar/", planning.standard_take, name="staffing-standard"),
    path(PLAN + "standar/", planning.standards_take, name="staffing-standards"),
    path(PLAN + "proyeksi/", forecast.forecast, name="staffing-forecast"),
    path(PLAN + "proyeksi/unduh.<str:extension>", forecast.export, name="staffing-forecast-export"),
    path(PLAN + "banding/", plan_diff.diff, name="staffing-diff"),
    path(PLAN + "banding/unduh.<str:extension>", plan_diff.export, name="staffing-diff-export"),
    path(POST + "beban-kerja/", workload.workload, name="staffing-workload"),
    path(POST + "beban-kerja/pakai/", workload.take, name="staffing-workload-take"),
    path("jabatan/", jobtitle.job_list, name="jobtitle-list"),
    path("jabatan/batas-usia/", jobtitle.age_limit_set, name="jobtitle-age-limit"),
    path("jabatan/<str:public_id>/", jobtitle.job_detail, name="jobtitle-detail"),
    path("jabatan/<str:public_id>/ubah/", jobtitle.job_describe, name="jobtitle-describe"),
    path("cakupan/", coverage.coverage_wall, name="coverage"),
    path("cakupan/unduh.<str:extension>", coverage.export, name="coverage-export"),
]
