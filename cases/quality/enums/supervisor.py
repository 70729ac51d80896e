from django.db.models import TextChoices


class TaskKind(TextChoices):
    """What a supervisor is asked to do about a case that was drawn."""

    FILE = "file", "阅看案卷"
    HEARING = "hearing", "旁听庭审"
    CALL = "call", "回访受援人"


class OpinionKind(TextChoices):
    """What a supervisor's opinion is about; no text we read sets the kinds."""

    SERVICE = "service", "服务态度"
    PROCEDURE = "procedure", "办理程序"
    WORK = "work", "办案质量"
    CLEAN = "clean", "廉洁自律"
    ADVICE = "advice", "工作建议"


class Addressee(TextChoices):
    """Who has to answer it."""

    CENTRE = "centre", "法律援助中心"
    HANDLER = "handler", "承办人"


class OpinionState(TextChoices):
    SENT = "sent", "待答复"
    ANSWERED = "answered", "已答复待确认"
    RETURNED = "returned", "退回重新答复"
    CLOSED = "closed", "已了结"
    WITHDRAWN = "withdrawn", "已撤回"
