from django.db.models import TextChoices


class NoticeState(TextChoices):
    PREPARED = "prepared", "待公示"
    PUBLISHED = "published", "公示中"
    WITHDRAWN = "withdrawn", "已撤下"
    DISCARDED = "discarded", "已作废"


class NoticeKind(TextChoices):
    """What a county publishes (Law art. 58; facts 6.6; the county's 全程公示制)."""

    CASES = "cases", "法律援助案件办理情况"
    FIGURES = "figures", "法律援助数据"
    FUNDS = "funds", "法律援助经费使用情况"
    SUBSIDIES = "subsidies", "法律援助补贴发放情况"
    STANDARD = "standard", "法律援助补贴标准"
    HANDLERS = "handlers", "法律援助人员名册"
    DUTY = "duty", "值班安排"
    PROMISES = "promises", "服务承诺兑现情况"
    RULES = "rules", "办事指南和流程图"
    CONSULTATION = "consultation", "法律咨询情况"
    QUALITY = "quality", "质量抽查和评定等次"
    COMPLAINTS = "complaints", "监督投诉渠道"


# names of persons stand in them: they go with their last day
NAMING = (NoticeKind.SUBSIDIES, NoticeKind.HANDLERS, NoticeKind.DUTY)
