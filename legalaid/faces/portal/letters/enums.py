"""Values of what those who follow a case write to the office: what it is about, and what became of it."""

from django.db.models import TextChoices


class Kind(TextChoices):
    MESSAGE = "message", "留言"
    CONTACT = "contact", "更正电话"
    REPLACEMENT = "replacement", "请求更换承办人"
    OBJECTION = "objection", "异议"
    COMPLAINT = "complaint", "投诉"


class Outcome(TextChoices):
    ANSWERED = "answered", "已答复"
    NOTED = "noted", "已看，不另答复"
    TAKEN = "taken", "已办理"
    DECLINED = "declined", "没有办理"


class Checked(TextChoices):
    """By what a person made sure that it is the person who writes; nothing else will do."""

    PAPERS = "papers", "本人到场，核对了证件"
    OLD_NUMBER = "old_number", "打登记的原号码，本人确认"
