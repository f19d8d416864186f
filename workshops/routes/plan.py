"""The organiser's pages before the day: Bimtek, jadwal, undangan, surat tugas."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
