"""A pasted list of people as rows: out of a spreadsheet (tabs, with or without its headings), with commas, or with spaces alone."""

import re

COLUMNS = ("name", "id_number", "crowds", "amount", "phone")
HEADINGS = (
    ("姓名", "name"),
    ("证", "id_number"),
    ("类别", "crowds"),
    ("额", "amount"),
    ("工资", "amount"),
    ("电话", "phone"),
    ("手机", "phone"),
)
LOOKS = (  # of a word that stands in no column
    (r"\d{14,17}[\dXx]", "id_number"),
    (r"1\d{10}|0\d{2,3}-?\d{7,8}", "phone"),
    (r"[￥¥]?\d+(\.\d+)?元?", "amount"),
)


THOUSANDS = r"(?<![\d.])\d{1,3}(,\d{3})+(?!\d)"


def read_lines(text):
    """[{column: cell}]; what stands in no column and looks like none is a category, for the row to accept or refuse."""
    columns, rows = COLUMNS, []
    for line in text.splitlines():
        cells = _cells(line)
        if not any(cells):
            continue
        if len(cells) > 1 and "姓名" in cells[:2]:
            columns = [_column(cell) for cell in cells]
        elif len(cells) > 1:
            rows.append(_in_columns(cells, columns))
        else:
            rows.append(_by_look(cells[0].split()))
    return rows


def _cells(line):
    if "\t" not in line:
        line = re.sub("[,，]", "\t", re.sub(THOUSANDS, lambda found: bare_amount(found[0]), line))
    return [cell.strip() for cell in line.split("\t")]


def _column(heading):
    return next((name for word, name in HEADINGS if word in heading), "")


def _in_columns(cells, columns):
    if columns is COLUMNS and re.fullmatch(r"\d{1,4}", cells[0]):
        cells = cells[1:]  # a serial number
    row = {name: cell for name, cell in zip(columns, cells, strict=False) if name}
    return row | {"amount": bare_amount(row.get("amount", ""))}


def _by_look(words):
    if len(words) > 1 and re.fullmatch(r"\d{1,4}", words[0]):
        words = words[1:]

    row, crowds = {"name": words[0]}, []
    for word in words[1:]:
        name = next((name for look, name in LOOKS if re.fullmatch(look, word)), "")
        if name and name not in row:
            row[name] = word
        else:
            crowds.append(word)
    return row | {"crowds": "、".join(crowds), "amount": bare_amount(row.get("amount", ""))}


def bare_amount(amount):
    """￥12,000.50元 as 12000.50"""
    return re.sub(r"[￥¥,元\s]", "", amount)
