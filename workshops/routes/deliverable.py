"""Hasil kerja: the board, the thread, the experts' queue."""

from django.urls import URLPattern, URLResolver, path

from workshops.views import deliverable, expert_link

WORKS = "bimtek/<slug:code>/hasil-kerja/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(WORKS, deliverable.deliverable_board, name="deliverable-board"),
    path(WORKS + "baru/", deliverable.deliverable_edit, name="deliverable-add"),
    path(WORKS + "<str:deliverable>/ubah/", deliverable.deliverable_edit, name="deliverable-edit"),
    path(
        WORKS + "<str:deliverable>/hapus/",
        deliverable.deliverable_remove,
        name="deliverable-remove",
    ),
    path(
        WORKS + "<str:deliverable>/<str:invitation>/",
        deliverable.deliverable_thread,
        name="deliverable-thread",
    ),
    path("tinjauan/", deliverable.review_queue, name="review-queue"),
    path("tinjauan/<str:submission>/", deliverable.submission_detail, name="submission-detail"),
    path("tinjauan/<str:submission>/berkas/", deliverable.submission_file, name="submission-file"),
    path("t/<str:token>", expert_link.queue, name="expert-link"),
    path("t/<str:token>/<str:submission>/", expert_link.version, name="expert-version"),
    path("t/<str:token>/<str:submission>/berkas/", expert_link.version_file, name="expert-file"),
]
