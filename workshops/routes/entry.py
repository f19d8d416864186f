"""Entry to a stage: what it asks, who lacks it, who is let in."""

from django.urls import URLPattern, URLResolver, path

from workshops.views import entry

HERE = "bimtek/<slug:code>/jadwal/tahap/<slug:stage>/syarat-masuk/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(HERE, entry.entry_detail, name="entry-detail"),
    path(HERE + "izinkan/", entry.entry_let_in, name="entry-let-in"),
]
