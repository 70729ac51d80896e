"""What to mend before a report: each list is a query, and each row leads to the act that mends it."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import DateField, Exists, F, OuterRef, Q
from django.db.models.functions import TruncDate
from django.db.models.lookups import GreaterThan
from django.utils import timezone

from cases.enums import Outcome, State
from cases.law.counting import CROWD_BITS
from cases.models import Case, LogEntry

SILENT = 60  # days without an entry
REPEAT = timedelta(days=180)
ENDED = (State.WITHDRAWN, State.DEEMED_WITHDRAWN, State.REFERRED_AWAY, State.REFUSED)
PAID = (Outcome.WON, Outcome.PARTLY_WON, Outcome.MEDIATED, Outcome.SETTLED, Outcome.ARBITRATED)


@dataclass(frozen=True)
class Fault:
    """`steps`: the acts that mend it, the first that fits the case's state; `rows(cases, today)` narrows a queryset of cases."""

    key: str
    label: str
    why: str
    steps: tuple
    rows: callable


def _finished(cases, today):
    return cases.filter(
        state__in=(State.CONCLUDED, State.CLOSING_RETURNED),
        closed_on__lt=today - timedelta(days=30),
    )


def _without_result(cases, today):
    return cases.filter(closed_on__isnull=False).filter(Q(outcome="") | Q(closure=None))


def _without_amount(cases, today):
    return cases.filter(closed_on__isnull=False, outcome__in=PAID, amount__gt=0, amount_won=None)


def _silent(cases, today):
    since = today - timedelta(days=SILENT)
    told = LogEntry.objects.filter(case=OuterRef("pk"), done_on__gte=since)
    return cases.filter(state=State.HANDLING, assigned_at__date__lt=since).exclude(Exists(told))


def _doubles(cases, today):
    earlier = Case.objects.filter(
        applicant=OuterRef("applicant"),
        cause=OuterRef("cause"),
        pk__lt=OuterRef("pk"),
        stage=OuterRef("stage"),
        received_at__gt=OuterRef("received_at") - REPEAT,
    ).exclude(state__in=ENDED)
    return cases.exclude(state__in=ENDED).filter(Exists(earlier))


def _has(crowd):
    return Q(GreaterThan(F("counted__profile__crowds").bitand(CROWD_BITS[crowd]), 0))


def _crowd_against_identity(cases, today):
    age, woman = "applicant_age", Q(applicant__sex="F", applicant_age__gte=18)
    wrong = (Q(**{f"{age}__lt": 18}) & ~_has("minor")) | (Q(**{f"{age}__gte": 18}) & _has("minor"))
    wrong |= (Q(**{f"{age}__gte": 60}) & ~_has("elderly")) | (
        Q(**{f"{age}__lt": 60}) & _has("elderly")
    )
    wrong |= (woman & ~_has("woman")) | (~woman & _has("woman"))
    return cases.filter(applicant_age__isnull=False).filter(wrong)


def _negative(cases, today):
    def day(field):
        return TruncDate(field, output_field=DateField())

    wrong = (
        Q(accepted_at__lt=F("received_at"))
        | Q(decided_at__lt=F("received_at"))
        | Q(assigned_at__lt=F("decided_at"))
    )
    wrong |= (
        Q(signed_on__lt=day("assigned_at"))
        | Q(closed_on__lt=day("assigned_at"))
        | Q(closed_on__gt=today)
    )
    wrong |= Q(closed_on__lt=F("first_met_on")) | Q(first_met_on__lt=day("assigned_at"))
    return cases.filter(wrong)


def _role_missing(cases, today):
    return cases.filter(
        counted__profile__kind="criminal",
        counted__profile__role="other",
        counted__profile__route__in=("direct", "transferred"),
    ).exclude(counted__profile__row="petition")


FAULTS = (
    Fault("finished", "已办结而未报送结案材料", "结案日起满30日未报送，结案数与归档数不符。", ("report_closure", "resubmit_closure"), _finished),
    Fault("without_result", "有结案日而无办理结果", "结案栏分项之和少于合计。", ("return_closure",), _without_result),
    Fault("without_amount", "有涉案金额、已胜诉或调解而未填挽回金额", "挽回损失或取得利益少计。", ("return_closure",), _without_amount),
    Fault("silent", f"在办满{SILENT}日没有办理记录", "可能已办结未登记，未结数偏大。", ("add_log", "conclude"), _silent),
    Fault("doubles", "同一人同一案由同一阶段重复登记", "180日内登记过同一事项，申请数可能重复。", ("withdraw", "refer_away"), _doubles),
    Fault("crowd", "人员类别与证件号码不符", "年龄、性别与未成年人、老年人、妇女的勾选矛盾。", (), _crowd_against_identity),
    Fault("negative", "日期前后矛盾", "后一步早于前一步，期限和天数为负。", (), _negative),
    Fault("role", "刑事申请未填法律地位", "不能计入表五的嫌疑人、被告人、被害人、自诉人。", (), _role_missing),
)  # fmt: skip


def faulty(fault, cases, today=None):
    return fault.rows(cases, today or timezone.localdate()).order_by("received_at", "pk")
