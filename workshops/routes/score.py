"""Test scores of a Bimtek, stage by stage."""

from django.urls import URLPattern, path

from workshops.views import score

HERE = "bimtek/<slug:code>/nilai/"

urlpatterns: list[URLPattern] = [
    path(HERE, score.score_list, name="score-list"),
    path(f"{HERE}<slug:stage>/", score.score_grid, name="score-grid"),
    path(f"{HERE}<slug:stage>/tempel/", score.score_import, name="score-import"),
    path(f"{HERE}<slug:stage>/ekspor/<slug:extension>/", score.score_export, name="score-export"),
]
