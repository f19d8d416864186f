"""Addresses of coverage, placement and nominations."""

from django.urls import URLPattern, URLResolver, path

from project.matching import placing, roles, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("cakupan/peran/", views.role_coverage, name="role-coverage"),
    path(
        "cakupan/peran/unduh.<str:extension>",
        views.role_coverage_export,
        name="role-coverage-export",
    ),
    path("cakupan/peran/kelola/", roles.role_list, name="role-list"),
    path("cakupan/peran/kelola/<str:public_id>/", roles.role_retire, name="role-retire"),
    path(
        "cakupan/peran/opd/<str:public_id>/",
        views.role_coverage_unit,
        name="role-coverage-unit",
    ),
    path("penempatan/posisi/<str:public_id>/", placing.placement_post, name="placement-post"),
    path(
        "penempatan/posisi/<str:public_id>/unduh.<str:extension>",
        placing.placement_export,
        name="placement-export",
    ),
    path(
        "penempatan/posisi/<str:public_id>/pegawai/<str:person_id>/",
        placing.placement_decide,
        name="placement-decide",
    ),
    path("penempatan/pegawai/<str:public_id>/", placing.placement_person, name="placement-person"),
]
