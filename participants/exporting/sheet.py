"""A resource's rows as a file to download, harmless and with every digit."""

import csv
from datetime import date
from io import BytesIO, StringIO
from typing import Any

from django.http import Http404, HttpResponse
from import_export import resources
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from participants.exporting.letters import sheet_text

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What a spreadsheet program would run when a cell of a CSV file begins with it.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class Rows(resources.Resource):
    """A resource over frozen rows or a queryset, in the order given."""

    def iter_queryset(self, queryset: Any) -> Any:
        return iter(queryset)

    def export_field(self, field: Any, instance: Any, **kwargs: Any) -> Any:
        """The value itself, where import_export would make a text of every number."""
        made = getattr(self, self._dehydrate_name(field), None)
        return made(instance) if made else field.get_value(instance)

    def _dehydrate_name(self, field: Any) -> str:
        return field.get_dehydrate_method(self.get_field_name(field))


def download(resource: resources.Resource, rows: Any, *, name: str, extension: str) -> HttpResponse:
    """``rows`` as ``name``.xlsx or .csv (UTF-8 with a mark, so that Excel reads it); Http404 for any
    other kind. Text stays text: 18-digit numbers keep their digits, formulas do not run."""
    if extension not in ("xlsx", "csv"):
        raise Http404
    table = resource.export(rows)
    headers = [str(header) for header in table.headers]
    if extension == "xlsx":
        return workbook_to_save(_xlsx(headers, list(table)), name)
    return _to_save(_csv(headers, list(table)), f"{name}.csv", "text/csv")


def as_workbook(resource: resources.Resource, rows: Any) -> bytes:
    """The same as the bytes of a workbook."""
    table = resource.export(rows)
    return _xlsx([str(header) for header in table.headers], list(table))


def workbook_to_save(content: bytes, name: str) -> HttpResponse:
    """The bytes of a workbook, to be kept as ``name``.xlsx."""
    return _to_save(content, f"{name}.xlsx", XLSX)


def _to_save(content: bytes, name: str, content_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _csv(headers: list[str], rows: list[tuple]) -> bytes:
    kept = StringIO()
    writer = csv.writer(kept)
    writer.writerow(headers)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return kept.getvalue().encode("utf-8-sig")


def harmless(cell: Any) -> Any:
    """What a spreadsheet program that opens a CSV file shows, and does not run."""
    if cell is None or isinstance(cell, int | float | date):
        return cell
    text = str(cell)
    return "'" + text if text.startswith(FORMULA_STARTS) else text


def _xlsx(headers: list[str], rows: list[tuple]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    for place, header in enumerate(headers, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = max(12, min(len(header) + 8, 48))
    head = [_cell(sheet, header) for header in headers]
    for cell in head:
        cell.font = Font(bold=True)
    sheet.append(head)
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def _cell(sheet: Any, value: Any) -> WriteOnlyCell:
    if value is None or isinstance(value, int | float | date):
        return WriteOnlyCell(sheet, value=value)
    cell = WriteOnlyCell(sheet, value=sheet_text(value))
    cell.data_type = "s"  # a text, even one that begins with "="
    cell.number_format = "@"
    return cell
