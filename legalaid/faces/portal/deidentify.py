"""What may not stand on a public notice (个人信息保护法; facts 8.1): a finding, and cells so small that a neighbour could tell who is
meant. Numbers and addresses are found in `numbers`, names in `naming`. Pure: tables in, findings out.
"""

from dataclasses import dataclass

SMALL = 3  # a count of people below this is a small cell, unless the office has set another (cases.law.thresholds)
COVERED = "—"  # a larger count hidden so that the total does not give the small one away


def hidden(small):
    return f"不足{small}"


HIDDEN = hidden(SMALL)


def is_hidden(cell):
    return isinstance(cell, str) and (cell == COVERED or cell.startswith("不足"))


@dataclass(frozen=True)
class Finding:
    """`what` kind of personal data stands `where`, and the text itself, already shortened for the screen."""

    what: str
    where: str
    text: str
    doubtful: bool = False  # a name that may be a word, or another's

    def __str__(self):
        return f"{self.where}：发现{self.what}“{self.text}”"


def find_small_cells(tables, small=SMALL):
    """Counts of people from 1 to one below `small` in a counting table, and a hidden cell that its column's total gives away."""
    found = []
    for table in tables:
        if not table.get("counts"):
            continue

        for column in table["counts"]:
            head = table["head"][column]
            cells = [(row[0], row[column]) for row in table["rows"]]
            for label, value in cells:
                if isinstance(value, int) and 0 < value < small:
                    found.append(
                        Finding("过小的数字", f"{table['caption']}“{label}”{head}", str(value))
                    )
            away = [label for label, value in cells if is_hidden(value)]
            if len(away) == 1 and table.get("total") and isinstance(cells[-1][1], int):
                told = f"{table['caption']}“{away[0]}”{head}"
                found.append(Finding("可由合计推出的数字", told, hidden(small)))

        for row in table["rows"]:
            if _covers(table, row):
                told = [column for column in table.get("amounts", ()) if row[column] != COVERED]
                found += [
                    Finding(
                        "可由金额推出的数字",
                        f"{table['caption']}“{row[0]}”{table['head'][n]}",
                        hidden(small),
                    )
                    for n in told
                ]

    return found


def _covers(table, row):
    """Whether a count of this row is hidden."""
    return any(is_hidden(row[column]) for column in table["counts"])


def hide_small_cells(tables, small=SMALL):
    """The tables with small counts written as 不足3 and without the amounts that tell them; where a total would tell what they are, the next
    smallest go too, and where none is left the total."""
    return [_hidden(table, small) for table in tables]


def _hidden(table, small):
    rows = [list(row) for row in table["rows"]]
    body = rows[:-1] if table.get("total") else rows
    for column in table.get("counts", ()):
        little = [row[column] for row in body if _little(row[column], small)]
        if table.get("total") and little:
            _cover(rows, body, column, little, small)
        for row in rows:
            if _little(row[column], small):
                row[column] = hidden(small)

    for row in rows:
        if table.get("counts") and _covers(table, row):
            for column in table.get("amounts", ()):
                row[column] = COVERED

    return {**table, "rows": rows}


def _little(cell, small):
    return isinstance(cell, int) and 0 < cell < small


def _cover(rows, body, column, little, small):
    """Covers the smallest of the others until what is hidden may be more than one thing, as far as the total tells."""
    others = sorted(
        (row for row in body if _large(row[column], small)), key=lambda row: row[column]
    )
    covered = []
    while _given_away(little, covered, small):
        if not others:
            rows[-1][column] = COVERED
            return
        row = others.pop(0)
        covered.append(row[column])
        row[column] = COVERED


def _large(cell, small):
    return isinstance(cell, int) and cell >= small


def _given_away(little, covered, small):
    """Whether the sum of the hidden cells leaves one small cell a single value: each is from 1 to one below `small`, a covered one at least
    `small`."""
    room = sum(little) + sum(covered) - len(little) - small * len(covered)
    most = len(little) * (small - 2)
    alone = len(little) + len(covered) == 1
    return alone or room == 0 or (not covered and room == most)


def lumped(named, small, rest):
    """[(label, count)], the largest first; what is below `small` together under `rest`, with as many more as make that large enough. Empty
    where all together are too few."""
    shown = sorted(((label, int(n)) for label, n in named if n >= small), key=lambda one: -one[1])
    other = int(sum(n for _, n in named if n < small))
    while 0 < other < small and shown:
        other += shown.pop()[1]
    if 0 < other < small:
        return []
    return [*shown, (rest, other)] if other else shown


def groups(counts, small):
    """[(keys, count)] of what occurs: those below `small` together with the next smallest, until every one is large enough or all are one."""
    found = [((key,), int(n)) for key, n in counts.items() if n]
    while len(found) > 1 and min(n for _, n in found) < small:
        found.sort(key=lambda one: one[1])
        (first, one), (second, two), *others = found
        found = [(first + second, one + two), *others]
    order = list(counts)
    found = [(tuple(sorted(keys, key=order.index)), n) for keys, n in found if n >= small]
    return sorted(found, key=lambda one: order.index(one[0][0]))


def shorten(text):
    """Enough to find the place, not enough to spread it again."""
    return text if len(text) <= 2 else f"{text[0]}{'*' * min(len(text) - 2, 6)}{text[-1]}"
