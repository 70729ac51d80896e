"""Until when the end of aid may still be objected to (Law art. 49): its file is not sealed before."""

from django.utils import timezone

from legalaid.platform.core.words import day

from .serving import object_until, service_of
from .termination import decided, ended_by_death


def still_objectable(case, on):
    """Why the file of what was terminated waits on this day, as a sentence; "" where it need not, or nobody is left to object."""
    if decided(case) is None or ended_by_death(case):
        return ""

    service = service_of(case, "termination_decision")
    if service is None or not service.received_on:
        return "受援人收到终止决定的日期还没有登记。"
    last = timezone.localdate(object_until(service.received_on).at)
    return f"对终止决定的异议期限至{day(last)}止。" if on <= last else ""
