"""The books of attendance; included before the slots, whose addresses take any word."""

from django.urls import URLPattern, path

from workshops.views import books

HERE = "bimtek/<slug:code>/kehadiran/"
DAY = f"{HERE}tahap/<slug:stage>/<str:day>/"

urlpatterns: list[URLPattern] = [
    path(f"{HERE}capaian/", books.hours_list, name="hours-list"),
    path(f"{HERE}capaian/ekspor/<slug:extension>/", books.hours_export, name="hours-export"),
    path(f"{HERE}kesinambungan/", books.continuity_list, name="continuity-list"),
    path(
        f"{HERE}kesinambungan/ekspor/<slug:extension>/",
        books.continuity_export,
        name="continuity-export",
    ),
    path(f"{HERE}kertas/", books.paper_list, name="paper-list"),
    path(f"{HERE}kertas/<slug:number>/", books.paper_sheet, name="paper-sheet"),
    path(f"{HERE}kertas/<slug:number>/lembar.pdf", books.paper_pdf, name="paper-pdf"),
    path(f"{HERE}kertas/<slug:number>/pindai/", books.paper_scan, name="paper-scan"),
    path(f"{HERE}kertas/<slug:number>/semua/", books.paper_rest, name="paper-rest"),
    path(f"{HERE}lencana/", books.badge_list, name="badge-list"),
    path(f"{HERE}lencana/<slug:job>/", books.badge_progress, name="badge-progress"),
    path(f"{HERE}lencana/<slug:job>/berkas/", books.badge_file, name="badge-file"),
    path(f"{HERE}pindaian/<slug:scan>/", books.scan_file, name="list-scan"),
    path(f"{DAY}daftar/", books.day_lists, name="day-lists"),
    path(f"{DAY}daftar/pindaian/", books.scan_attach, name="list-scan-attach"),
    path(f"{DAY}daftar/pindaian/<slug:scan>/lepas/", books.scan_remove, name="list-scan-remove"),
]
