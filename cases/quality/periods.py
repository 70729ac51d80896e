"""Periods of the quality of the work. No law we have read sets them: the office does (规则与标准)."""

from functools import partial

from legalaid.platform.procedure.clocks import Rule, Unit, register

_inner = partial(Rule, own=True, public=False)
REVIEW_SCORING = _inner("review_scoring", "Q1", "同行评估评分", 15)
REVIEW_OBJECTION = _inner("review_objection", "Q2", "对评估结果提出异议", 5, Unit.WORKDAY)
RECTIFICATION = _inner("review_rectification", "Q3", "整改并报告", 15)
register(REVIEW_SCORING, REVIEW_OBJECTION, RECTIFICATION)

# Of complaints: those of 司法部令第149号 were not read. Until the bureau has entered them, 5, 45 and 5 are only days by which the house
# reminds; they stood in a text that was repealed (facts 0.1).
_of_149 = partial(Rule, unread="司法部令第149号", public=False)
COMPLAINT_ACCEPTANCE = _of_149("complaint_acceptance", "S30", "决定是否受理投诉", 5, Unit.WORKDAY)
COMPLAINT_INVESTIGATION = _of_149("complaint_investigation", "S31", "调查处理投诉", 45)
COMPLAINT_ANSWER = _of_149("complaint_answer", "S32", "答复投诉人", 5, Unit.WORKDAY)

register(COMPLAINT_ACCEPTANCE, COMPLAINT_INVESTIGATION, COMPLAINT_ANSWER)

INQUIRY = _inner("inquiry", "Q4", "办案机关答复征询意见", 15, roll=False)
_ours = partial(Rule, roll=False, statutory=False, public=False)
REMIND_INQUIRY = _ours("remind_inquiry", "Q5", "没有答复征询意见的，隔几日再提醒", 10, asked=True)
# so many days after the assignment a recipient is called; 0: not at this stage
CALL_ASSIGNED = _ours("call_assigned", "Q6", "指派后回访受援人", 10, asked=True)
CALL_DURING = _ours("call_during", "Q7", "办理中回访受援人", 60, asked=True)

register(INQUIRY, REMIND_INQUIRY, CALL_ASSIGNED, CALL_DURING)

# Of the opinions of supervisors: no text we have read sets them.
SUPERVISION_REPLY = _inner("supervision_reply", "Q8", "答复监督意见", 15)
SUPERVISION_CONFIRM = _inner("supervision_confirm", "Q9", "监督员确认答复", 10)
REMIND_SUPERVISION = _ours(
    "remind_supervision", "Q10", "没有答复监督意见的，隔几日再提醒", 5, asked=True
)

register(SUPERVISION_REPLY, SUPERVISION_CONFIRM, REMIND_SUPERVISION)
