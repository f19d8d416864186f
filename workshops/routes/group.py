"""Groups: the list, each of them, the printed list."""

from django.urls import URLPattern, URLResolver, path

from workshops.views import group

GROUPS = "bimtek/<slug:code>/kelompok/"
GROUP = GROUPS + "<str:group>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(GROUPS, group.group_list, name="group-list"),
    path(GROUPS + "tim-pilar/", group.group_pillars, name="group-pillars"),
    path(GROUPS + "daftar.pdf", group.group_print, name="group-print"),
    path(GROUP, group.group_detail, name="group-detail"),
    path(GROUP + "anggota/", group.group_add, name="group-add"),
    path(GROUP + "anggota/ubah/", group.group_member, name="group-member"),
    path(GROUP + "tautan/", group.group_link, name="group-link-renew"),
    path(GROUP + "bubarkan/", group.group_dissolve, name="group-dissolve"),
]
