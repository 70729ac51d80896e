"""The statutory periods of a case: the default rows (facts 0.2). An administrator may override them with dated rows.

An article marked unverified in the sources is left empty, so that no paper prints it.
"""

from legalaid.platform.procedure.clocks import Rule, Unit, register

FORWARD_BY_CUSTODIAN = Rule(
    "forward_by_custodian",
    "D1",
    "监管场所转交申请",
    24,
    Unit.HOUR,
    False,
    "法律援助法第三十九条第一款",
    public=False,
)
FORWARD_BY_DUTY_LAWYER = Rule(
    "forward_by_duty_lawyer",
    "D2",
    "值班律师转交申请",
    24,
    Unit.HOUR,
    False,
    "法律援助法第三十九条第二款",
    public=False,
)
NOTIFY_BY_ORGAN = Rule(
    "notify_by_organ", "D3", "办案机关通知指派", 3, article="法律援助法第三十六条", public=False
)
NOTIFIED_ASSIGNMENT = Rule(
    "notified_assignment", "D4", "通知案件指派并告知", 3, article="法律援助法第三十六条"
)
ONE_TIME_NOTICE = Rule(
    "one_time_notice",
    "D5",
    "一次性告知补正",
    0,
    article="法律援助法第四十三条第二款",
    numbered=False,
)
SUPPLEMENT = Rule("supplement", "D6", "补充材料", 0, Unit.SET, article="法律援助法第四十三条第二款")
COOPERATION = Rule("cooperation", "D7x", "异地协作核查回函", 0, Unit.SET)
EXAMINATION = Rule("examination", "D7", "审查并作出决定", 7, article="法律援助法第四十三条第一款")
ASSIGNMENT = Rule("assignment", "D8", "指派法律援助人员", 3, article="法律援助法第四十三条第一款")
FIRM_ARRANGEMENT = Rule(
    "firm_arrangement", "D8x", "承办机构安排承办人", 1, Unit.WORKDAY, statutory=False, public=False
)
REFUSAL_NOTICE = Rule(
    "refusal_notice",
    "D9",
    "送达不予援助决定",
    0,
    article="法律援助法第四十三条第一款",
    numbered=False,
)
AGREEMENT = Rule(
    "agreement", "D10", "签订委托协议", 5, article="办理法律援助案件程序规定第二十七条"
)
OBJECTION = Rule("objection", "D11", "提出异议", 15, public=False)
OBJECTION_REVIEW = Rule(
    "objection_review", "D12", "异议审查", 5, article="法律援助法第四十九条第二款"
)
RECONSIDERATION = Rule("reconsideration", "D13", "申请行政复议", 60, article="行政复议法第二十条")
FIRST_PROVISION = Rule(
    "first_provision",
    "D14",
    "先行提供后补办手续",
    0,
    Unit.SET,
    article="法律援助法第四十四条",
    public=False,
)
REPLACEMENT = Rule("replacement", "D15", "决定是否更换承办人", 5, public=False)
TERMINATION_NOTICE = Rule("termination_notice", "D16", "送达终止决定", 3, public=False)
CLOSURE_FILE = Rule("closure_file", "D17", "报送结案归档材料", 30)
CLOSURE_REVIEW = Rule("closure_review", "D18", "审查结案材料", 30)
CLOSING_ITEM = Rule(
    "closing_item", "D17x", "补交卷宗材料", 0, Unit.SET, statutory=False, public=False
)
LETTER_ANSWER = Rule("letter_answer", "D19", "来信咨询决定处理", 7, Unit.WORKDAY)
WEB_ANSWER = Rule("web_answer", "D20", "网络留言答复", 24, Unit.HOUR, False)
WEB_CHAT = Rule("web_chat", "D21", "网络即时咨询答复", 5, Unit.HOUR, False, public=False)
BAD_REVIEW = Rule("bad_review", "D22", "差评整改", 15, Unit.WORKDAY, own=True, public=False)
HAND_OVER = Rule("hand_over", "S22", "工作站移交中心", 24, Unit.HOUR, False, statutory=False)
SIGN_FOR = Rule("sign_for", "S12", "中心签收移交", 24, Unit.HOUR, False, statutory=False)
WINDOW_PROMISE = Rule(
    "window_promise", "S13", "窗口半小时办结", 30, Unit.MINUTE, False, statutory=False
)
GREEN_PROMISE = Rule("green_promise", "S14", "绿色通道当日办结", 0, roll=False, statutory=False)
SECOND_CALL = Rule("second_call", "S23", "再次回访", 5, Unit.WORKDAY, statutory=False, public=False)
# Limits of the one we help, not ours. From the day after the document came; their law was not read here, so no article is printed and
# the office may set them otherwise.
APPEAL_CIVIL_JUDGMENT = Rule(
    "appeal_civil_judgment", "U1", "对民事判决上诉", 15, public=False, theirs=True
)
APPEAL_CIVIL_RULING = Rule(
    "appeal_civil_ruling", "U2", "对民事裁定上诉", 10, public=False, theirs=True
)
APPEAL_CRIMINAL_JUDGMENT = Rule(
    "appeal_criminal_judgment", "U3", "对刑事判决上诉", 10, public=False, theirs=True
)
APPEAL_CRIMINAL_RULING = Rule(
    "appeal_criminal_ruling", "U4", "对刑事裁定上诉", 5, public=False, theirs=True
)
APPEAL_ADMINISTRATIVE_JUDGMENT = Rule(
    "appeal_administrative_judgment", "U5", "对行政判决上诉", 15, public=False, theirs=True
)
APPEAL_ADMINISTRATIVE_RULING = Rule(
    "appeal_administrative_ruling", "U6", "对行政裁定上诉", 10, public=False, theirs=True
)
SUIT_AFTER_AWARD = Rule("suit_after_award", "U7", "不服仲裁裁决起诉", 15, public=False, theirs=True)
SUIT_AFTER_RECONSIDERATION = Rule(
    "suit_after_reconsideration", "U8", "行政争议起诉", 15, public=False, theirs=True
)
# of what has taken legal effect; no text we read states it either
RETRIAL = Rule("retrial", "U9", "申请再审", 6, Unit.MONTH, public=False, theirs=True)
APPEALS = (
    APPEAL_CIVIL_JUDGMENT,
    APPEAL_CIVIL_RULING,
    APPEAL_CRIMINAL_JUDGMENT,
    APPEAL_CRIMINAL_RULING,
    APPEAL_ADMINISTRATIVE_JUDGMENT,
    APPEAL_ADMINISTRATIVE_RULING,
    SUIT_AFTER_AWARD,
    SUIT_AFTER_RECONSIDERATION,
)
THEIRS = (*APPEALS, RETRIAL)
OWN_COUNSEL = Rule("own_counsel", "S24", "自行委托辩护人", 5, statutory=False, public=False)
OPINION = Rule("opinion", "S25", "提交辩护意见", 0, Unit.SET, roll=False, public=False)
ASSISTANCE = Rule(
    "assistance",
    "S26",
    "答复承办人出函、协调的请求",
    3,
    Unit.WORKDAY,
    statutory=False,
    public=False,
)
# After so many days the desk asks what became of a paper. Ours to set: facts give no number.
TO_BE_SERVED = Rule(
    "to_be_served", "S27", "出具后登记送达", 3, roll=False, statutory=False, public=False
)
NO_NEWS = Rule(
    "no_news", "S28", "寄出后登记收到或者退回", 10, roll=False, statutory=False, public=False
)

register(
    FORWARD_BY_CUSTODIAN,
    FORWARD_BY_DUTY_LAWYER,
    NOTIFY_BY_ORGAN,
    NOTIFIED_ASSIGNMENT,
    ONE_TIME_NOTICE,
    SUPPLEMENT,
    COOPERATION,
    EXAMINATION,
    ASSIGNMENT,
    FIRM_ARRANGEMENT,
    REFUSAL_NOTICE,
    AGREEMENT,
    OBJECTION,
    OBJECTION_REVIEW,
    RECONSIDERATION,
    FIRST_PROVISION,
    REPLACEMENT,
    TERMINATION_NOTICE,
    CLOSURE_FILE,
    CLOSURE_REVIEW,
    CLOSING_ITEM,
    LETTER_ANSWER,
    WEB_ANSWER,
    WEB_CHAT,
    BAD_REVIEW,
    HAND_OVER,
    SIGN_FOR,
    WINDOW_PROMISE,
    GREEN_PROMISE,
    SECOND_CALL,
    OWN_COUNSEL,
    OPINION,
    *THEIRS,
    ASSISTANCE,
    TO_BE_SERVED,
    NO_NEWS,
)
