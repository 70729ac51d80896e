"""Money taken that proved true goes to the bureau, which alone may punish (Law art. 62, 63): it is the centre's report, not the recipient's
complaint, so nobody's consent is asked and nothing is said of how to reach them."""

from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from cases.law.alarm import MONEY, UNCLEAN, in_words
from cases.quality.enums.complaint import ComplaintChannel, ComplaintLine, ComplaintParty
from cases.quality.models import Complaint, ComplaintGround
from cases.quality.workflow import COMPLAINT
from cases.workflow import CASE

from .complaint import register

GRAVE = (MONEY, UNCLEAN)


@CASE.on_done
def report(case, step, by, at):
    """With the finding of the director; found true once more it is not reported again."""
    if step.key != "settle_alarm":
        return

    alarm = case.alarms.filter(settled_at=at).select_related("handler__user").last()
    if grave := [code for code in alarm.confirmed if code in GRAVE]:
        token = uuid5(NAMESPACE_URL, f"alarm:{alarm.pk}:{'+'.join(sorted(grave))}")
        if not Complaint.objects.filter(token=token).exists():
            row = Complaint(token=token, case=case, by=by, at=at, **_facts(alarm, grave, at))
            COMPLAINT.open(row, "report_misconduct", register, by=by, at=at, facts={})


COMPLAINT.step("report_misconduct")(register)


def _facts(alarm, grave, at):
    station, handler = alarm.case.station, alarm.handler
    content = f"{alarm.said_by}反映，经核实属实：{in_words(grave)}。核实情况和处理：{alarm.note}"

    return {
        "channel": ComplaintChannel.REPORTED,
        "received_on": timezone.localdate(at),
        "read_back": False,
        "name": "",
        "phone": "",
        "address": "",
        "station": station,
        "party": ComplaintParty.PERSON if handler else ComplaintParty.CENTRE,
        "accused": handler.user.name if handler else "",
        "ground": _ground(ComplaintLine.MONEY if MONEY in grave else ComplaintLine.OTHER),
        "content": content,
        "demand": "",
    }


def _ground(line):
    """The first in use of that line of table 13; the bureau may have put its own in place of the first."""
    rows = ComplaintGround.objects.order_by("-active", "id")
    return rows.filter(line=line).first() or rows.first()
