"""Peta jabatan and coverage."""

from django.urls import URLPattern, URLResolver, path

from participants.views import coverage, planning, staffing

PLAN = "peta-jabatan/<str:public_id>/"
POST = PLAN + "jabatan/<str:post_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("peta-jabatan/", staffing.plan_list, name="staffing-list"),
    path("peta-jabatan/baru/", planning.plan_create, name="staffing-create"),
    path(PLAN, staffing.plan_detail, name="staffing-detail"),
    path(PLAN + "unduh.<str:extension>", staffing.export, name="staffing-export"),
    path(PLAN + "salin/", planning.plan_copy, name="staffing-copy"),
    path(PLAN + "tetapkan/", planning.plan_approve, name="staffing-approve"),
    path(PLAN + "jabatan/", planning.post_add, name="staffing-post-add"),
    path(POST, staffing.post_detail, name="staffing-post"),
    path(POST + "keluarkan/", planning.post_remove, name="staffing-post-remove"),
    path(POST + "kebutuhan/", planning.headcount, name="staffing-headcount"),
    path(POST + "syarat/", planning.requirement_add, name="staffing-require"),
    path(POST + "syarat/hapus/", planning.requirement_remove, name="staffing-unrequire"),
    path(POST + "tempatkan/", staffing.appoint, name="staffing-appoint"),
    path(POST + "akhiri/", staffing.end, name="staffing-end"),
    path("cakupan/", coverage.coverage_wall, name="coverage"),
    path("cakupan/unduh.<str:extension>", coverage.export, name="coverage-export"),
]
