"""How the Excel form of a worksheet is laid out: what its writer and its reader agree on."""

from .shape import Column

FORMAT = "bimtek-lembar-kerja/1"
ABOUT, CHOICES = "_bimtek", "_pilihan"  # hidden sheets
ID = "id"


def heading(column: Column) -> str:
    """What stands above the column."""
    return f"{column.title} *" if column.required else str(column.title)
