"""Files for the bank: what each takes is data (data/banks.json, described in docs/bank-files.md). What it returns is read by `returns`."""

import csv
import json
from dataclasses import dataclass
from functools import cache
from io import StringIO
from pathlib import Path

FILE = Path(__file__).parent.parent / "data" / "banks.json"
FORMULA = ("=", "+", "-", "@", "\t")  # a cell that begins so is a formula to whoever opens the CSV
QUOTED = 40  # characters of a wrong cell that a sentence repeats


class BankFileError(Exception):
    """The file cannot be read, with a sentence for each row at fault."""

    def __init__(self, *sentences):
        super().__init__("".join(sentences))
        self.sentences = sentences


@dataclass(frozen=True)
class Layout:
    key: str
    name: str
    format: str
    encoding: str
    columns: tuple


@cache
def layouts():
    """{key: Layout} of every bank on file."""
    rows = json.loads(FILE.read_text(encoding="utf-8"))
    layouts = [Layout(**row | {"columns": tuple(map(tuple, row["columns"]))}) for row in rows]
    return {layout.key: layout for layout in layouts}


def csv_bytes(layout, transfers):
    """The file for the bank; transfers are dicts of the fields the layout names. A character the bank cannot read is refused, and what
    a spreadsheet would read as a formula.
    """
    rows = [[row[field] for _, field in layout.columns] for row in transfers]
    for cell in (cell for row in rows for cell in row):
        if str(cell).startswith(FORMULA):
            raise BankFileError(
                f"“{cell[:QUOTED]}”以“{cell[0]}”开头，会被当作公式，请先更正单位账户。"
            )

    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([heading for heading, _ in layout.columns])
    writer.writerows(rows)

    try:
        return out.getvalue().encode(layout.encoding)
    except UnicodeEncodeError as error:
        unknown = error.object[error.start : error.end]
        raise BankFileError(
            f"户名中的“{unknown}”不能写成{layout.encoding.upper()}，请改用别的格式。"
        ) from None
