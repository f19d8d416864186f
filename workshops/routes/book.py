"""The volumes of the masterplan."""

from django.urls import URLPattern, path

from workshops.views import book

HERE = "bimtek/<slug:code>/buku/"

urlpatterns: list[URLPattern] = [
    path(HERE, book.book_detail, name="book-detail"),
    path(f"{HERE}<slug:job>/", book.book_progress, name="book-progress"),
    path(f"{HERE}<slug:job>/<slug:volume>/", book.book_file, name="book-file"),
]
