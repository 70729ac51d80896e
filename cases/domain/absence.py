"""The handler of a case is on leave: it stays with him, for a reason; or another takes it over (`replace_handler`, `recall_offer`)."""

from django.utils import timezone

from cases.models import KeptOverLeave
from cases.queries.absence import falling_in, leave_over, left_by
from cases.workflow import CASE
from legalaid.platform.core.errors import DomainError
from stations.domain import work

NAMED = 3  # cases named in a message; the desk shows all


@CASE.step("keep_over_leave")
def keep_over_leave(case, *, by, at, reason):
    """Nobody else takes it over meanwhile; what falls into the leave is seen to as the reason says."""
    leave = leave_over(case, timezone.localdate(at))
    if leave is None:
        raise DomainError("承办人没有请假，或者已经写明仍由其办理。")
    if len(reason.strip()) < 4:
        raise DomainError("请写明仍由其办理的理由（不少于4个字）。", field="reason")
    return KeptOverLeave.objects.create(case=case, leave=leave, reason=reason.strip(), by=by, at=at)


def said_of(leave):
    """清援案〔2026〕0001号（签订委托协议3月12日）等2件在办案件: what this leave leaves without its handler; "" for nothing."""
    cases = left_by(leave)
    if not (count := cases.count()):
        return ""

    named = []
    for case in cases[:NAMED]:
        falls = falling_in(case, leave)
        named.append(f"{case.number}（{'、'.join(falls)}）" if falls else case.number)
    more = f"等{count}件在办案件" if count > NAMED else f"共{count}件在办案件"
    return f"{'、'.join(named)}{more}，须更换承办人，或者由中心负责人写明仍由其办理"


work.add(of_leave=said_of)
