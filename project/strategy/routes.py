"""Addresses of the strategy's targets and of the training needs."""

from django.urls import URLPattern, URLResolver, path

from project.needs import views as needs
from project.strategy.views import figures, targets

BEHIND = "strategi/<str:indicator>/opd/<str:public_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("strategi/", figures.strategy, name="strategy"),
    path("strategi/unduh.<str:extension>", figures.export, name="strategy-export"),
    path("strategi/laporan.docx", figures.printed, name="strategy-report"),
    path("strategi/sasaran/", targets.targets, name="strategy-targets"),
    path("strategi/<str:indicator>/", figures.detail, name="strategy-detail"),
    path(
        "strategi/<str:indicator>/unduh.<str:extension>",
        figures.export_detail,
        name="strategy-detail-export",
    ),
    path("kebutuhan-pelatihan/", needs.needs, name="needs"),
    path("kebutuhan-pelatihan/unduh.<str:extension>", needs.export, name="needs-export"),
    path("kebutuhan-pelatihan/rencana/", needs.plan, name="needs-plan"),
    path("kebutuhan-pelatihan/rencana/<str:public_id>/", needs.drop, name="needs-drop"),
    path(BEHIND, figures.behind, name="strategy-behind"),
    path(BEHIND + "unduh.<str:extension>", figures.export_behind, name="strategy-behind-export"),
]
