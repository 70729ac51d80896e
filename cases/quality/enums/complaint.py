from django.db.models import TextChoices


class ComplaintState(TextChoices):
    RECEIVED = "received", "待受理"
    INVESTIGATING = "investigating", "调查中"
    ANSWERING = "answering", "待答复"
    ANSWERED = "answered", "已答复"
    REFUSED = "refused", "不予受理"
    MERGED = "merged", "已合并处理"
    WITHDRAWN = "withdrawn", "已撤回"
    CANCELLED = "cancelled", "登记已撤销"


class ComplaintChannel(TextChoices):
    """How a complaint came (司法部令第149号: orally too)."""

    VISIT = "visit", "来访口头"
    LETTER = "letter", "来信"
    PHONE = "phone", "来电"
    WEB = "web", "网络"
    FORWARDED = "forwarded", "其他机关转来"
    CALLBACK = "callback", "回访反映"
    REPORTED = "reported", "中心核实后移送"


# what is made of a case, and not written down by hand
OF_CASE = (ComplaintChannel.CALLBACK, ComplaintChannel.REPORTED)


class ComplaintParty(TextChoices):
    """Who is complained of."""

    CENTRE = "centre", "法律援助机构、工作站"
    FIRM = "firm", "律师事务所、基层法律服务所"
    PERSON = "person", "承办人、工作人员"


class ComplaintLine(TextChoices):
    """The grounds that table 13 tells apart."""

    DECISION = "decision", "违反规定决定不予或者终止援助"
    REFUSAL = "refusal", "无正当理由拒绝、拖延或者终止办理"
    MONEY = "money", "收取财物"
    OTHER = "other", "其他"


class ComplaintOutcome(TextChoices):
    """The outcomes that table 13 tells apart."""

    PUNISHED = "punished", "处罚、惩戒、处分"
    CRITICISED = "criticised", "批评教育、责令整改"
    UNFOUNDED = "unfounded", "不实、不予处理"


class InquiryKind(TextChoices):
    """What the bureau asks of somebody of the office."""

    STATEMENT = "statement", "说明情况"
    RECTIFY = "rectify", "整改并报告"


class AnswerManner(TextChoices):
    """How the complainant is told of the outcome."""

    HANDED = "handed", "当面交付"
    POSTED = "posted", "邮寄"
    ONLINE = "online", "网上答复"
    NOWHERE = "nowhere", "匿名且没有联系方式，或者已经撤回：存档备查"
