"""What to mend before a report: each list is a query over the narrow rows, and each row leads to the act that mends it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, F, Q
from django.db.models.lookups import GreaterThan
from django.utils import timezone

from cases.law.faults import GRACE, SILENT, Fault


@dataclass(frozen=True)
class Mending:
    """`steps`: the acts that mend it, the first that fits the case's state; `which(today)`: the condition on a narrow row; `bit`: the fault
    as the row keeps it, where it does not depend on the day of asking."""

    key: str
    label: str
    why: str
    steps: tuple
    which: Callable
    bit: Fault | None = None


def _bit(fault):
    """The index of what is to be mended holds only rows with a fault."""
    return Q(GreaterThan(F("faults").bitand(int(fault)), 0), faults__gt=0)


def _kept(key, label, why, steps, bit):
    return Mending(key, label, why, steps, lambda today: _bit(bit), bit)


def _finished(today):
    return _bit(Fault.UNREPORTED) & Q(closed_on__lt=today - timedelta(days=GRACE))


def _silent(today):
    return Q(quiet_since__lt=today - timedelta(days=SILENT))


def _disorder(today):
    return _bit(Fault.ORDER) | Q(closed_on__gt=today, part=0)


MENDINGS = (
    Mending("finished", "已办结而未报送结案材料", "结案日起满30日未报送，结案数与归档数不符。", ("report_closure", "resubmit_closure"), _finished),
    _kept("without_result", "有结案日而无办理结果", "结案栏分项之和少于合计。", ("return_closure",), Fault.WITHOUT_RESULT),
    _kept("without_amount", "有涉案金额、已胜诉或调解而未填挽回金额", "挽回损失或取得利益少计。", ("return_closure",), Fault.WITHOUT_AMOUNT),
    Mending("silent", f"在办满{SILENT}日没有办理记录", "可能已办结未登记，未结数偏大。", ("add_log", "conclude"), _silent),
    _kept("doubles", "同一人同一案由同一阶段重复登记", "180日内登记过同一事项，申请数可能重复。", ("withdraw", "refer_away"), Fault.DOUBLE),
    _kept("crowd", "人员类别与证件号码不符", "年龄、性别与未成年人、老年人、妇女的勾选矛盾。", (), Fault.CROWD),
    Mending("negative", "日期前后矛盾", "后一步早于前一步，期限和天数为负。", (), _disorder),
    _kept("role", "刑事申请未填法律地位", "不能计入表五的嫌疑人、被告人、被害人、自诉人。", (), Fault.ROLE),
)  # fmt: skip


def faulty(mending, rows, today=None):
    """The narrow rows to be mended so, the oldest application first."""
    return rows.filter(mending.which(today or timezone.localdate())).order_by("received_on", "case")


def counts(rows, today=None):
    """[(mending, how many rows)]; what is kept on the rows is counted at once."""
    kept = {row.key: Count("pk", filter=_bit(row.bit)) for row in MENDINGS if row.bit}
    found = rows.filter(faults__gt=0).aggregate(**kept)

    return [
        (row, found[row.key] if row.bit else faulty(row, rows, today).order_by().count())
        for row in MENDINGS
    ]
