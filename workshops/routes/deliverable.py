"""Hasil kerja: the board, the thread, the experts' queue."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
