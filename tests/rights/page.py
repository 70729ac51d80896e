"""docs/rights.md, printed from the tables beside this file: `make rights` writes it anew."""

from pathlib import Path

from .tables import OPENING, ROLES, YES, Table, read

PAGE = Path(__file__).resolve().parents[2] / "docs/rights.md"
PROCEDURES = (
    "case", "case_notified", "consultation", "help", "objection", "observation", "inquiry", "review", "complaint", "rating", "supervision", "submission",
    "visit", "public_answer", "ticket", "referral", "referral_absent", "swap",
    "batch", "standard", "proposal", "notice",
)  # fmt: skip
NAMES = {letter: name for letter, (_, name) in ROLES.items()}
SHORT = {letter: name.removeprefix("中心").removesuffix("人员") for letter, name in NAMES.items()}
CIRCLED = dict(zip("123456789", "①②③④⑤⑥⑦⑧⑨", strict=True))
TURNS = dict(ROLES.values()) | {"": "—"}
STRANGER = "未登录"
ANSWERS = {
    "200": "●",
    "302": "●",
    "204": "●",
    "400": "●",
    "422": "●",
    "409": "○",
    "403": "×",
    "404": "",
}
INTRO = """# 权限一览

谁能办什么、看什么。本页由 `tests/rights/` 中的表印出（`make rights`），那些表是逐项写定的；测试用真实的办理过程和真实的页面逐格核对，
程序与表有一处不同，测试就不通过。所以本页说的就是系统做的。

各岗位的人只办本岗位的事；同一件事前后两道手续由不同的人办理（登记与审查、审查与决定、录入与审批、核算与复审、审批与支付、拟制与发布）。
岗位之外还看与本案的关系：谁登记的、谁审查的、谁承办的、在哪个工作站。
"""
OF_STEPS = """## 办理步骤

一行一步，“何时”是此时所处的状态；一列是一种关系，格中是能办的岗位；“✗”后的岗位有此权限而因这种关系不能办，圆圈中的数字指表下的理由。
没有写出的岗位没有此权限；没有写出的状态，谁也不能办。通知的案件走到办理中为止另列一表，其后各步与申请的案件相同。
"""
OF_PAGES = """## 页面

● 打得开（办得了）　○ 有权，但此时不能办　× 没有权限　空白 看不到这一行（按“不存在”答复）。
各岗位看的是同一个县的同一些数据：一件由城关镇工作站登记、由承办律师办理中的案件，等等。
"""


def table(head, rows):
    return [f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows)] + [""]


def permissions():
    lines = ["## 岗位与权限", ""]
    for title, (_, *rows) in read("permissions.txt").items():
        cells = (
            [label, f"`{key}`", *("●" if mark == YES else "" for mark in marks.split())]
            for key, marks, label in rows
        )
        lines += [f"### {title}", "", *table(["权限", "标识", *NAMES.values()], cells)]
    return lines


def accounts():
    """Whose account whoever manages people may open, reset or stop, and which roles they give."""
    found = read("accounts.txt")
    lines = ["### 账号由谁管理", ""]
    for section, said in (("manages", "办理（邀请、重置、停用）"), ("gives", "开设时给予岗位")):
        _, *rows = found[section]
        cells = (
            [f"{NAMES[who]}{said}", *("●" if mark == YES else "" for mark in marks.split())]
            for who, marks in rows
        )
        lines += table(["办理的人", *NAMES.values()], cells)
    return lines


def procedure(name):
    found = Table(name)
    words = {state: said for state, (said, *_) in found.states.items()} | {OPENING: "新办"}
    about = {group: said for group, _, _, said in found.people}
    shown = [*found.rows, *found.beside]

    def when(states):
        return "表中各状态" if states == list(found.states) else "、".join(words[s] for s in states)

    rows = (
        [
            label,
            when(states.split()),
            *(who(*pair) for pair in zip(found.letters[1:], cells, strict=False)),
        ]
        for _, *cells, states, label in shown
    )
    reasons = (
        f"{CIRCLED[mark]} {said}" for mark, said in found.refusals.items() if mark in CIRCLED
    )
    system = ((label, when(states)) for states, label in found.system.values() if states)
    states = ((said, TURNS[turn], public or "—") for said, turn, public in found.states.values())
    return [
        f"### {found.title}", "",
        *table(["步骤", "何时", *about.values()], rows),
        "　".join(reasons), "",
        *table(["系统自动办理", "何时"], system),
        *table(["状态", "轮到", "对外的说法"], states),
    ]  # fmt: skip


def who(letters, marks):
    """The roles that may, and those that may not for a reason."""
    pairs = list(zip(letters.split(), marks.split(), strict=True))
    said = [SHORT[letter] for letter, mark in pairs if mark == YES]
    said += [f"✗{SHORT[letter]}{CIRCLED[mark]}" for letter, mark in pairs if mark in CIRCLED]
    return "、".join(said)


def pages():
    found = read("urls.txt")
    found.pop("people")
    lines = [OF_PAGES]
    for title, (_, *rows) in found.items():
        cells = (
            [label, f"`{name}`", *(ANSWERS[code] for code in answers.split()[:-1]), public(answers)]
            for name, _, _, answers, label in rows
        )
        lines += [f"### {title}", ""]
        lines += table(["页面", "标识", *NAMES.values(), STRANGER], cells)
    return lines


def public(answers):
    return "●" if answers.endswith("200") else ""


def text():
    lines = [INTRO, *permissions(), *accounts(), OF_STEPS]
    for name in PROCEDURES:
        lines += procedure(name)
    return "\n".join([*lines, *pages()])


if __name__ == "__main__":
    PAGE.write_text(text())
