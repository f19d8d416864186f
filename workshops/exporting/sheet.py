"""A resource's rows as a file to download."""

from typing import Any

from django.http import Http404, HttpResponse
from import_export import resources
from import_export.formats.base_formats import CSV, XLSX

FORMATS = {"xlsx": XLSX, "csv": CSV}


def download(resource: resources.Resource, rows: Any, *, name: str, extension: str) -> HttpResponse:
    """``rows`` as ``name``.xlsx or .csv (UTF-8 with a mark, so that Excel reads it); Http404 for
    any other kind. Cells that look like formulas are escaped
    (IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT)."""
    if extension not in FORMATS:
        raise Http404
    kind = FORMATS[extension]()
    data = kind.export_data(resource.export(rows))
    if isinstance(data, str):
        data = data.encode("utf-8-sig")
    response = HttpResponse(data, content_type=kind.get_content_type())
    response["Content-Disposition"] = f'attachment; filename="{name}.{extension}"'
    return response
