"""Every address of the installation. What is printed or sent never moves: /v/ /p/ /o/ /t/ /pindai/."""

from django.contrib import admin
from django.urls import include, path

from project.home import views as home
from project.leader import views as leader
from project.matching.routes import urlpatterns as matching
from project.people import claims
from project.people import views as people
from project.search import views as search
from project.siasn import views as siasn
from project.strategy.routes import urlpatterns as strategy
from project.views import account, gallery, health, personal, personal_room, personal_show, token

shell = (
    [
        path("", home.home, name="home"),
        path("cari/", search.find, name="search"),
        path("periksa/", home.verify, name="verify"),
        path("masuk/", account.login, name="login"),
        path("keluar/", account.logout, name="logout"),
        path("bahasa/", account.language, name="language"),
        path("sematkan/", account.pin, name="pin"),
        path("akun/", account.account, name="account"),
        path("galeri/", gallery.gallery, name="gallery"),
        path("galeri/saku/", gallery.gallery, {"base": "pocket"}, name="gallery-pocket"),
        *matching,
        *strategy,
        path("pimpinan/", leader.leader, name="leader"),
        path("pimpinan/smart-city/", leader.smart_city, name="leader-smart-city"),
        path("pimpinan/strategi/", leader.strategy, name="leader-strategy"),
        path("pegawai/<str:public_id>/", people.person_detail, name="person-detail"),
        path("pegawai/<str:public_id>/nik/", people.show_nik, name="person-nik"),
        path("pegawai/<str:public_id>/paket/", people.person_package, name="person-package"),
        path("pegawai/<str:public_id>/sertifikat-luar/", claims.claim_create, name="claim-create"),
        path("siasn/", siasn.siasn_list, name="siasn-list"),
        path("siasn/unduh.<str:extension>", siasn.export, name="siasn-export"),
        path("siasn/siapkan/", siasn.prepare, name="siasn-prepare"),
        path("siasn/unit/<str:public_id>/", siasn.unit_note, name="siasn-unit"),
        path("siasn/<str:public_id>/", siasn.batch_detail, name="siasn-batch"),
        path("siasn/<str:public_id>/berkas.zip", siasn.batch_file, name="siasn-file"),
        path("siasn/<str:public_id>/kirim/", siasn.send, name="siasn-send"),
        path("siasn/<str:public_id>/hasil/<str:record>/", siasn.answer, name="siasn-answer"),
        path("p/<str:token>", personal.personal, name="personal"),
        path("p/<str:token>/riwayat/", claims.personal_record, name="personal-record"),
        path("p/<str:token>/nama/", personal.personal_confirm, name="personal-confirm"),
        path("p/<str:token>/hadir/", personal_room.personal_here, name="personal-here"),
        path("p/<str:token>/hp/", personal_room.personal_phone, name="personal-phone"),
        path("p/<str:token>/qr.png", personal.personal_qr, name="personal-qr"),
        path("p/<str:token>/kartu.png", personal.personal_card, name="personal-card"),
        path("p/<str:token>/jadwal.ics", personal.personal_calendar, name="personal-calendar"),
        path("p/<str:token>/paket.zip", personal.personal_package, name="personal-package"),
        path(
            "p/<str:token>/sertifikat/<str:certificate>/",
            personal.personal_certificate,
            name="personal-certificate",
        ),
        path(
            "p/<str:token>/sertifikat/<str:certificate>/perlihatkan/",
            personal_show.personal_show,
            name="personal-show",
        ),
        path(
            "p/<str:token>/sertifikat/<str:certificate>/sembunyikan/",
            personal_show.personal_hide,
            name="personal-hide",
        ),
        path("livez", health.live, name="live"),
        path("readyz", health.ready, name="ready"),
        path("robots.txt", health.robots, name="robots"),
    ],
    "project",
)
urlpatterns = [
    path("admin/", admin.site.urls),
    path("api/", include("project.api.urls")),
    path("", include("participants.urls")),
    # Before both packages that have a page behind it.
    path("", include(([path("t/<str:token>", token.opened, name="token")], "links"))),
    path("", include("certificates.urls")),
    path("", include("workshops.urls")),
    path("", include(shell)),
]

handler400 = "project.views.errors.bad_request"
handler403 = "project.views.errors.permission_denied"
handler404 = "project.views.errors.page_not_found"
handler500 = "project.views.errors.server_error"
