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
    "q": ("supervisor", "监督员"),
    "f": ("finance", "财务人员"),
    "b": ("bureau", "司法局人员"),
    "a": ("admin", "系统管理员"),
}
YES, NO = "+", "."


def read(name):
    """{section: [[cell, ...], ...]} of a table, in the order it is written in."""
    sections = {}
    for line in (HERE / name).read_text().splitlines():
        if line.startswith("## "):
            rows = sections.setdefault(line[3:], [])
        elif line.strip() and not line.startswith("#"):
            rows.append([cell.strip() for cell in line.split("|")])
    return sections
