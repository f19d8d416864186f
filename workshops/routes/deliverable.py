"""Hasil kerja: the board, the thread, the experts' queue."""

from django.urls import URLPattern, URLResolver, path

from workshops.views import deliverable, expert_link, submission

WORKS = "bimtek/<slug:code>/hasil-kerja/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(WORKS, deliverable.deliverable_board, name="deliverable-board"),
    path(WORKS + "ingatkan/", deliverable.deliverable_remind, name="deliverable-remind"),
    path(
        WORKS + "ingatkan/<str:notice>/terkirim/",
        deliverable.reminder_sent,
        name="deliverable-reminded",
    ),
    path(WORKS + "baru/", deliverable.deliverable_edit, name="deliverable-add"),
    path(WORKS + "<str:deliverable>/ubah/", deliverable.deliverable_edit, name="deliverable-edit"),
    path(
        WORKS + "<str:deliverable>/hapus/",
        deliverable.deliverable_remove,
        name="deliverable-remove",
    ),
    path(
        WORKS + "<str:deliverable>/<str:owner>/",
        submission.deliverable_thread,
        name="deliverable-thread",
    ),
    path("tinjauan/", submission.review_queue, name="review-queue"),
    path("tinjauan/<str:submission>/", submission.submission_detail, name="submission-detail"),
    path("tinjauan/<str:submission>/berkas/", submission.submission_file, name="submission-file"),
    path(
        "tinjauan/<str:submission>/berkas/<str:marked>/",
        submission.marked_file,
        name="submission-marked",
    ),
    path(
        "tinjauan/<str:submission>/buka-kembali/",
        submission.submission_reopen,
        name="submission-reopen",
    ),
    path("t/<str:token>", expert_link.queue, name="expert-link"),
    path("t/<str:token>/<str:submission>/", expert_link.version, name="expert-version"),
    path("t/<str:token>/<str:submission>/berkas/", expert_link.version_file, name="expert-file"),
    path(
        "t/<str:token>/<str:submission>/berkas/<str:marked>/",
        expert_link.marked_file,
        name="expert-marked",
    ),
    path(
        "t/<str:token>/<str:submission>/buka-kembali/",
        expert_link.version_reopen,
        name="expert-reopen",
    ),
]
