"""Participants: the list of a Bimtek, the OPD's link, the personal page."""

from django.urls import URLPattern, URLResolver, path

from workshops.views import nomination, registration
from workshops.views.unit_link import (
    letter,
    naming,
    nominated,
    page,
    person,
    work,
    worksheet,
    worksheet_file,
)
from workshops.views.unit_link.desk import (
    Act,
    by_account,
    by_link,
    by_organiser,
    by_organiser_for_group,
)

PEOPLE = "bimtek/<slug:code>/peserta/"
# What an address of an OPD's hasil kerja is called at a group's desk.
GROUP_WORDS = {
    "hasil-kerja/": "tugas/",
    "berkas/": "kiriman/",
    "lembar-kerja/": "lembar-kelompok/",
}


def desk_paths(rest: str, act: Act, name: str = "") -> list[URLPattern]:
    """One page of a unit or a group: by its link, by its administrator's account, by the organiser for it."""
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


def _work_desk(rest: str, act: Act, name: str = "") -> list[URLPattern]:
    """One page of hasil kerja: of a unit by the same three ways, and of a group by the organiser;
    a group's link has the addresses of a unit's."""
    of_group = rest
    for own, theirs in GROUP_WORDS.items():
        of_group = of_group.replace(own, theirs)
    group = path(
        f"bimtek/<slug:code>/kelompok/<str:group>/kerja/{of_group}",
        by_organiser_for_group(act),
        name=f"group-desk{name and '-' + name}",
    )
    return [*desk_paths(rest, act, name), group]


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
    path("bimtek/<slug:code>/usulan/", nomination.nomination_list, name="nomination-list"),
    path(
        "bimtek/<slug:code>/usulan/serahkan/",
        nomination.nomination_propose,
        name="nomination-propose",
    ),
    path(
        "bimtek/<slug:code>/usulan/unduh.<str:extension>",
        nomination.nomination_export,
        name="nomination-export",
    ),
    path(
        "bimtek/<slug:code>/usulan/<str:nomination>/tarik/",
        nomination.nomination_withdraw,
        name="nomination-withdraw",
    ),
    path("opd/", page.desks, name="unit-desk-list"),
    *_work_desk("", page.page),
    *desk_paths("usulan/<str:nomination>/", nominated.answer, "nomination"),
    *desk_paths("peserta/", page.add, "add"),
    *desk_paths("tempel/", naming.paste, "paste"),
    *desk_paths("pegawai/", naming.staff, "staff"),
    *desk_paths("peserta/<str:person>/", person.person, "person"),
    *desk_paths("peserta/<str:person>/ganti/", person.replace, "replace"),
    *desk_paths("peserta/<str:person>/mundur/", person.leave, "leave"),
    *desk_paths("surat-tugas/", letter.letter, "letter"),
    *desk_paths("surat-tugas/<str:letter>/", letter.letter_file, "letter-file"),
    *_work_desk("hasil-kerja/<str:work>/", work.work, "work"),
    *_work_desk("hasil-kerja/<str:work>/jawaban/", work.answer, "work-answer"),
    *_work_desk("lembar-kerja/<str:work>/", worksheet.sheet, "sheet"),
    *_work_desk("lembar-kerja/<str:work>/isian/", worksheet.cells, "sheet-cells"),
    *_work_desk("lembar-kerja/<str:work>/cetak/", worksheet.printed, "sheet-print"),
    *_work_desk("lembar-kerja/<str:work>/formulir.xlsx", worksheet_file.form_file, "sheet-form"),
    *_work_desk("lembar-kerja/<str:work>/unggah/", worksheet_file.upload, "sheet-upload"),
    *_work_desk("lembar-kerja/<str:work>/salin/", worksheet_file.copy, "sheet-copy"),
    *_work_desk("berkas/<str:version>/", work.work_file, "work-file"),
    *_work_desk("berkas/<str:version>/<str:marked>/", work.marked_file, "work-marked"),
]
