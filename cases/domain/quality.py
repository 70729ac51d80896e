"""The quality grade of a finished case (中国法律援助案件质量评估: 优秀, 良好, 合格, 不合格); the subsidy waits for it where the
county's standard says so. A file may be read by a
peer of another unit (同行评估), who is paid for it where the standard says so (Law art. 52).
"""

from django.dispatch import Signal

from cases.enums import Grade
from cases.law.alarm import in_words
from cases.models import Case, Evaluation
from cases.permissions.archiving import HELD
from cases.queries.quality import evaluators_for, own_firms
from cases.workflow import CASE
from legalaid.platform.core.errors import DomainError

from .assignment import in_order
from .fail import end, grading, heard

CONFLICT = "评估人不能是本案承办人，也不能与承办人同属一个机构（回避）。"
DAY_ALONE = "填写了评估日期，请选择评估人；没有请人评估的，两项都不填。"
PRAISE = (Grade.EXCELLENT, Grade.GOOD)
# before the grade of `case`, or the evaluator or day of `evaluation`, is changed: what rests on it refuses by a DomainError
regrading, reassessing = Signal(), Signal()


@CASE.step("grade")
def grade(case, *, by, at, grade, opinion="", evaluator=None, evaluated_on=None):
    """Record the grade and, when a peer read the file, who and on which day. The grade may be revised until the subsidy is approved,
    the evaluator until his own is. 不合格 is given only after the handler was heard.
    """
    grading.send(Case, case=case)
    refuse_praise(case, grade)
    failed = case.grade == Grade.FAIL
    _regrade(case, grade)
    if grade == Grade.FAIL and not failed:
        heard(case, by, at)
    end(case, at)

    before = Evaluation.objects.filter(case=case).first()
    if before and (before.evaluator, before.evaluated_on) == (evaluator, evaluated_on):
        return before
    if before:
        reassessing.send(Evaluation, evaluation=before)
    return _evaluate(case, evaluator, evaluated_on, at)


@CASE.step("grade_by_review")
def grade_by_review(case, *, by, at, grade):
    """The grade to which experts came (同行评估); sealed or not, the file itself is not touched. Returns it: at the most 合格 where what was
    told at the call back proved true."""
    if case.held:
        raise DomainError(HELD)
    grade = Grade.PASS if grade in PRAISE and _confirmed(case) else grade
    _regrade(case, grade)
    end(case, at)
    return grade


def _regrade(case, grade):
    if grade != case.grade:
        if case.grade and case.payments.exists():
            raise DomainError("本案补贴已发放，质量等次不能再改。", field="grade")
        regrading.send(Case, case=case)
    case.grade = grade


def refuse_praise(case, grade):
    """A file in which money was taken, or nobody was met, is no model."""
    if grade in PRAISE and (told := _confirmed(case)):
        raise DomainError(
            f"回访反映的问题已核实属实（{told}），不能评为优秀、良好。", field="grade"
        )


def _confirmed(case):
    """What was told at any call back and proved true, in words; "" where nothing did."""
    true = [code for alarm in case.alarms.all() for code in alarm.confirmed or ()]
    return in_words(dict.fromkeys(true))


def _evaluate(case, evaluator, evaluated_on, at):
    """Who read the file, and on which day; None where nobody did."""
    if evaluator:
        _check(case, evaluator, evaluated_on, at)
        read = {"evaluator": evaluator, "evaluated_on": evaluated_on}
        return Evaluation.objects.update_or_create(case=case, defaults=read)[0]

    if evaluated_on:
        raise DomainError(DAY_ALONE, field="evaluator")
    Evaluation.objects.filter(case=case).delete()
    return None


def _check(case, evaluator, evaluated_on, at):
    if own_firms(case).filter(pk=evaluator.firm_id).exists():
        raise DomainError(CONFLICT, field="evaluator")
    if not evaluators_for(case).filter(pk=evaluator.pk).exists():
        raise DomainError(f"{evaluator}的账号已停用，不能登记为评估人。", field="evaluator")
    if evaluated_on is None:
        raise DomainError("请填写评估日期。", field="evaluated_on")
    in_order(case.closed_on, evaluated_on, at, "评估日期", "evaluated_on")
