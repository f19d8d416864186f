"""Sorting and turning the pages of a table, as the address asks."""

from django.core.paginator import Paginator
from django.http import HttpRequest
from django_tables2 import RequestConfig, Table


def show_page(request: HttpRequest, table: Table, *, per_page: int) -> None:
    """Sorts the table and turns it to the page of the address; the nearest one for nonsense.

    How many rows a page has is ours to say: ``RequestConfig`` would take it from the address too.
    """
    RequestConfig(request, paginate=False).configure(table)
    table.paginator = Paginator(table.rows, per_page)
    table.page = table.paginator.get_page(request.GET.get(table.prefixed_page_field))
