"""The official daftar hadir of one slot or one day, as PDF and as XLSX. Pure: dataclass in, bytes out.

An annex to the SPJ, compared by auditors with the surat tugas. It carries neither NIK nor phone.
"""

from workshops.exporting.roll_call.pdf import pdf
from workshops.exporting.roll_call.sheet import Chair, RollCallRow, RollCallSheet
from workshops.exporting.roll_call.xlsx import xlsx

__all__ = ["Chair", "RollCallRow", "RollCallSheet", "pdf", "xlsx"]
