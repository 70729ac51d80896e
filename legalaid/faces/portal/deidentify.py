"""What may not stand on a public notice (个人信息保护法; facts 8.1): a finding, and cells so small that a neighbour could tell who is
meant. Numbers and addresses are found in `numbers`, names in `naming`. Pure: tables in, findings out.
"""

from dataclasses import dataclass

SMALL = 3  # a count of people below this is a small cell
HIDDEN = f"不足{SMALL}"
COVERED = "—"  # a larger count hidden so that the total does not give the small one away


@dataclass(frozen=True)
class Finding:
    """`what` kind of personal data stands `where`, and the text itself, already shortened for the screen."""

    what: str
    where: str
    text: str
    doubtful: bool = False  # a name that may be a word, or another's

    def __str__(self):
        return f"{self.where}：发现{self.what}“{self.text}”"


def find_small_cells(tables):
    """Counts of people from 1 to SMALL-1 in a counting table, and a hidden cell that its column's total gives away."""
    found = []
    for table in tables:
        if not table.get("counts"):
            continue

        for column in table["counts"]:
            head = table["head"][column]
            cells = [(row[0], row[column]) for row in table["rows"]]
            for label, value in cells:
                if isinstance(value, int) and 0 < value < SMALL:
                    found.append(
                        Finding("过小的数字", f"{table['caption']}“{label}”{head}", str(value))
                    )
            hidden = [label for label, value in cells if value in (HIDDEN, COVERED)]
            if len(hidden) == 1 and table.get("total") and isinstance(cells[-1][1], int):
                found.append(
                    Finding("可由合计推出的数字", f"{table['caption']}“{hidden[0]}”{head}", HIDDEN)
                )

        for row in table["rows"]:
            if _covers(table, row):
                told = [column for column in table.get("amounts", ()) if row[column] != COVERED]
                found += [
                    Finding(
                        "可由金额推出的数字",
                        f"{table['caption']}“{row[0]}”{table['head'][n]}",
                        HIDDEN,
                    )
                    for n in told
                ]

    return found


def _covers(table, row):
    """Whether a count of this row is hidden."""
    return any(row[column] in (HIDDEN, COVERED) for column in table["counts"])


def hide_small_cells(tables):
    """The tables with small counts written as 不足3 and without the amounts that tell them; where that would leave one hidden cell under a
    total, the next smallest goes too."""
    return [_hidden(table) for table in tables]


def _hidden(table):
    rows = [list(row) for row in table["rows"]]
    body = rows[:-1] if table.get("total") else rows
    for column in table.get("counts", ()):
        for row in rows:
            if isinstance(row[column], int) and 0 < row[column] < SMALL:
                row[column] = HIDDEN
        hidden = [row for row in body if row[column] == HIDDEN]
        others = sorted(
            (row for row in body if isinstance(row[column], int) and row[column] > 0),
            key=lambda row: row[column],
        )
        if table.get("total") and len(hidden) == 1 and others:
            others[0][column] = COVERED

    for row in rows:
        if table.get("counts") and _covers(table, row):
            for column in table.get("amounts", ()):
                row[column] = COVERED

    return {**table, "rows": rows}


def shorten(text):
    """Enough to find the place, not enough to spread it again."""
    return text if len(text) <= 2 else f"{text[0]}{'*' * min(len(text) - 2, 6)}{text[-1]}"
