"""The yearly evaluation."""

from django.urls import URLPattern, URLResolver, path

from workshops.views import evaluation

ONE = "evaluasi/<str:public_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("evaluasi/", evaluation.evaluation_list, name="evaluation-list"),
    path("evaluasi/baru/", evaluation.evaluation_open, name="evaluation-open"),
    path(ONE, evaluation.evaluation_detail, name="evaluation-detail"),
    path(ONE + "bobot/", evaluation.evaluation_weights, name="evaluation-weights"),
    path(ONE + "nilai/<slug:round_>/", evaluation.evaluation_scores, name="evaluation-scores"),
    path(ONE + "surat/", evaluation.evaluation_letter, name="evaluation-letter"),
]
