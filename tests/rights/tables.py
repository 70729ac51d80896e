"""Reads the tables of rights beside this file. They are written out and computed by nothing: tests compare the house with
them, and docs/rights.md prints them.

A line is cells between `|`; `## ` begins a section; `# ` is a remark. A letter in the head of a column is a role.
"""

from pathlib import Path

HERE = Path(__file__).parent
ROLES = {
    "w": ("window", "窗口人员"),
    "s": ("station", "工作站人员"),
    "r": ("reviewer", "审查人员"),
    "d": ("director", "中心负责人"),
    "h": ("handler", "承办人"),
    "m": ("firm", "机构管理人"),
    "q": ("supervisor", "监督员"),
    "f": ("finance", "财务人员"),
    "b": ("bureau", "司法局人员"),
    "a": ("admin", "系统管理员"),
}
YES, NO = "+", "."
UNENTITLED = "您的岗位没有办理这一步的权限。"
OPENING = "-"


def read(name):
    """{section: [[cell, ...], ...]} of a table, in the order it is written in."""
    sections = {}
    for line in (HERE / name).read_text().splitlines():
        if line.startswith("## "):
            rows = sections.setdefault(line[3:], [])
        elif line.strip() and not line.startswith("#"):
            rows.append([cell.strip() for cell in line.split("|")])
    return sections


class Table:
    """The table of one procedure: its people, its states, the words of its refusals and the rows of its steps."""

    def __init__(self, name):
        found = read(f"{name}.txt")
        [[self.title, self.noun, *like]] = found["procedure"]
        self.people = found["people"]
        self.states = {state: tuple(rest) for state, *rest in found["states"]}
        self.refusals = dict(found["refusals"]) | {YES: "", NO: UNENTITLED}
        self.system = {key: (states.split(), label) for key, states, label in found["system"]}
        self.groups, self.letters, *self.rows = found["steps"]
        self.beside = found["beside"]
        self.labels = self._labels() | (Table(like[0]).labels if like else {})

    def _labels(self):
        mine = {key: label for key, *_, label in self.rows}
        return mine | {key: label for key, (_, label) in self.system.items()}

    def in_state(self, state):
        """{step: its marks, one for each column} of what may be done in `state`."""
        return _holding(self.rows, state)

    def beside_in(self, state):
        return _holding(self.beside, state)

    def system_in(self, state):
        return [key for key, (states, _) in self.system.items() if state in states]

    def elsewhere(self, state, step):
        """What everybody reads who wants `step` while the row stands in `state`."""
        return f"此{self.noun}现为“{self.states[state][0]}”，不能办理“{self.labels[step]}”。"

    def marks(self, sentences):
        """The marks that stand for these refusals; one that is not in the table is shown as it is."""
        known = {sentence: mark for mark, sentence in self.refusals.items()}
        return [known.get(sentence, sentence) for sentence in sentences]


def _holding(rows, state):
    return {
        key: " ".join(cells).split() for key, *cells, states, _ in rows if state in states.split()
    }
