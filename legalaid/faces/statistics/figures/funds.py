"""Tables 3 and 4: money that came in and was spent, from the ledger; a reversal takes back what it reverses."""

from subsidies.law.chart import EXPENSES, MATTERS, PERFORMERS

from .figure import condition, family, figure

LINES = {"personnel": ("人员经费", "personnel"), "office": ("公用经费", "office"), "special": ("专项经费", "special"), "casework": ("业务经费", "casework")}  # fmt: skip
KINDS = {code: (kind.label, code) for code, kind in EXPENSES.items()}
CASEWORK = tuple(code for code, kind in EXPENSES.items() if kind.line == "casework")


def _income(**where):
    return condition("ledger", "income", "万元", booked=1, account="appropriated", **where)


def _spent(account, **where):
    return condition("ledger", "spent", "万元", booked=1, account=account, **where)


@figure("income", "经费投入总计")
def income():
    """本期入账的全部法律援助经费。"""
    return _income()


@figure("income.budget", "财政拨款")
def budget():
    """本期入账的财政拨款：同级财政、省级专项、中央转移支付和彩票公益金。"""
    return _income(from_budget=1)


@family("income.budget", LINES)
def budget_line(line):
    """财政拨款中的{label}。"""
    return _income(from_budget=1, line=line)


@figure("income.casework.local", "同级财政")
def local():
    """业务经费中同级财政预算安排的部分。"""
    return _income(from_local=1, line="casework")


@figure("income.casework.above", "上级下拨")
def above():
    """业务经费中非同级财政的部分。"""
    return _income(from_above=1, line="casework")


@figure("income.casework.lottery", "其中：中央彩票公益金")
def lottery():
    """上级下拨的业务经费中中央专项彩票公益金的部分。"""
    return _income(from_lottery=1, line="casework")


@family(
    "income.from", {"donation": ("社会捐助", "donation"), "profession": ("行业奉献", "profession")}
)
def outside(origin):
    """本期入账的{label}。"""
    return _income(**{f"from_{origin}": 1})


@figure("spent", "经费支出总计")
def spent():
    """本期支出的全部法律援助经费。"""
    return _spent(tuple(EXPENSES))


@figure("spent.casework", "业务经费")
def casework():
    """本期业务经费支出。"""
    return _spent(CASEWORK)


@family("spent.kind", KINDS)
def by_kind(kind):
    """本期支出中的{label}。"""
    return _spent(kind)


@figure("spent.consultation", "咨询补贴")
def consultation():
    """支付的咨询补贴，含12348、接待大厅、工作站和法院看守所值班补贴。"""
    return _spent(("consultation", "duty"))


@figure("spent.other", "其他")
def other():
    """其他业务支出，含案件质量评估补贴。"""
    return _spent(("other", "quality"))


@family("spent.performer", {code: (label, code) for code, label, _ in PERFORMERS})
def by_performer(performer):
    """办案补贴及直接费用中由{label}承办的部分：机构人员为直接费用，其他人员为补贴。"""
    return _spent("case", performer=performer)


@family("spent.matter", {code: (label, code) for code, label, _ in MATTERS})
def by_matter(matter):
    """办案补贴及直接费用中{label}案件的部分。"""
    return _spent("case", matter=matter)
