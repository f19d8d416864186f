"""Lists as files."""

import csv
import io

from django.http import Http404, HttpResponse
from import_export.resources import Resource

from participants.exporting.workbook import XLSX, workbook

KINDS = {"xlsx": XLSX, "csv": "text/csv; charset=utf-8"}
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_file(resource: Resource, rows, *, form: str, name: str) -> HttpResponse:
    """The rows as ``name.xlsx`` (every cell text) or ``name.csv``; 404 for any other form.

    A CSV begins with a byte order mark, without which Excel reads names with marks wrongly, and no
    cell of it is a formula: what begins like one gets an apostrophe.
    """
    if form not in KINDS:
        raise Http404
    table = resource.export(queryset=rows)
    content = workbook(name.capitalize(), table.headers, table) if form == "xlsx" else _csv(table)
    response = HttpResponse(content, content_type=KINDS[form])
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response


def _csv(table) -> str:
    kept = io.StringIO()
    writer = csv.writer(kept)
    writer.writerow(table.headers)
    for row in table:
        cells = ("" if cell is None else str(cell) for cell in row)
        writer.writerow([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in cells])
    return "\ufeff" + kept.getvalue()
