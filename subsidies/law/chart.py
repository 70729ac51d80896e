"""The chart of accounts as data: the budget lines of statistics table 3 and the expense kinds of table 4 (facts 6.3), with their sums."""

from dataclasses import dataclass

BUDGET_LINES = (
    ("personnel", "人员经费"),
    ("office", "公用经费"),
    ("casework", "业务经费"),
    ("special", "专项经费"),
)


@dataclass(frozen=True)
class Expense:
    """One expense kind: its row in table 4, the budget line it is paid from, and whether it is booked to a case."""

    code: str
    label: str
    row: int
    line: str
    of_case: bool = False


EXPENSES = {
    kind.code: kind
    for kind in (
        Expense("personnel_cost", "人员支出", 2, "personnel"),
        Expense("office_cost", "公用支出", 3, "office"),
        Expense("case", "办案补贴及直接费用", 5, "casework", of_case=True),
        Expense("consultation", "咨询补贴", 16, "casework"),
        Expense("duty", "法院看守所值班律师补贴", 17, "casework"),
        Expense("drafting", "代书补贴", 18, "casework"),
        Expense("appraisal", "受援人败诉鉴定费", 19, "casework"),
        Expense("publicity", "宣传", 20, "casework"),
        Expense("training", "培训", 21, "casework"),
        Expense("quality", "案件质量评估补贴", 22, "casework"),
        Expense("other", "其他业务支出", 22, "casework"),
        Expense("special_cost", "专项支出", 23, "special"),
    )
}
EXPENSE_KINDS = tuple((kind.code, kind.label) for kind in EXPENSES.values())
PERFORMERS = (
    ("agency", "法律援助机构人员", 6),
    ("lawyer", "社会律师", 7),
    ("grassroots", "基层法律服务工作者", 8),
    ("organisation", "社会组织人员", 9),
    ("volunteer", "志愿者", 10),
)
MATTERS = (
    ("criminal", "刑事", 11),
    ("civil_litigation", "民事诉讼", 12),
    ("civil_other", "民事非诉讼", 13),
    ("administrative_litigation", "行政诉讼", 14),
    ("administrative_other", "行政非诉讼", 15),
)
AVAILABLE, RESERVED = "available", "reserved"
APPROPRIATED, CARRIED_IN, CARRIED_OUT = "appropriated", "carried_in", "carried_out"
INCOME = (APPROPRIATED, CARRIED_IN)
ACCOUNTS = (
    (AVAILABLE, "可用资金"),
    (RESERVED, "已批待付"),
    (APPROPRIATED, "拨款收入"),
    (CARRIED_IN, "上年结转"),
    (CARRIED_OUT, "结转下年"),
    *EXPENSE_KINDS,
)


def matter_of(kind, forum):
    """The row of table 4 (11-15) a case of this kind is booked to; `forum` is "court" or "outside" (cases.law.counting.forum)."""
    return kind if kind == "criminal" else f"{kind}_{'litigation' if forum == 'court' else 'other'}"
