"""Participants: the list of a Bimtek, the OPD's link, the personal page."""

from django.urls import URLPattern, URLResolver, path

from workshops.views import registration
from workshops.views.unit_link import letter, naming, page, person, work
from workshops.views.unit_link.desk import Act, by_account, by_link, by_organiser

PEOPLE = "bimtek/<slug:code>/peserta/"


def _desk(rest: str, act: Act, name: str = "") -> list[URLPattern]:
    """One page of a unit: by its link, by its administrator's account, by the organiser for it."""
    ending = f"-{name}" if name else ""
    return [
        path(f"o/<str:token>{rest and '/' + rest}", by_link(act), name=f"unit-link{ending}"),
        path(f"opd/<str:invitation>/{rest}", by_account(act), name=f"unit-desk{ending}"),
        path(
            f"bimtek/<slug:code>/opd/<str:invitation>/{rest}",
            by_organiser(act),
            name=f"organiser-desk{ending}",
        ),
    ]


urlpatterns: list[URLPattern | URLResolver] = [
    path(PEOPLE, registration.registration_list, name="registration-list"),
    path(PEOPLE + "tambah/", registration.registration_add, name="registration-add"),
    path(
        PEOPLE + "ekspor/<slug:extension>/",
        registration.registration_export,
        name="registration-export",
    ),
    path(
        PEOPLE + "<str:registration>/", registration.registration_detail, name="registration-detail"
    ),
    path(
        PEOPLE + "<str:registration>/tautan/",
        registration.registration_link,
        name="registration-link",
    ),
    path("opd/", page.desks, name="unit-desk-list"),
    *_desk("", page.page),
    *_desk("peserta/", page.add, "add"),
    *_desk("tempel/", naming.paste, "paste"),
    *_desk("pegawai/", naming.staff, "staff"),
    *_desk("peserta/<str:person>/", person.person, "person"),
    *_desk("peserta/<str:person>/ganti/", person.replace, "replace"),
    *_desk("peserta/<str:person>/mundur/", person.leave, "leave"),
    *_desk("surat-tugas/", letter.letter, "letter"),
    *_desk("surat-tugas/<str:letter>/", letter.letter_file, "letter-file"),
    *_desk("hasil-kerja/<str:work>/", work.work, "work"),
    *_desk("berkas/<str:version>/", work.work_file, "work-file"),
]
