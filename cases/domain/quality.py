"""The quality grade of a finished case (中国法律援助案件质量评估: 优秀, 良好, 合格, 不合格); the subsidy waits for it."""

from cases.workflow import CASE
from legalaid.platform.core.errors import DomainError


@CASE.step("grade")
def grade(case, *, by, at, grade, opinion=""):
    """Record the grade; it may be revised until the subsidy is paid."""
    if case.payments.exists():
        raise DomainError("本案补贴已发放，质量等次不能再改。", field="grade")
    case.grade = grade
    return grade
