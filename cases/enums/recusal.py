from django.db.models import TextChoices


class RecusalAsker(TextChoices):
    """Who asks that somebody of the office keep out of a case (回避)."""

    APPLICANT = "applicant", "申请人、受援人提出"
    OPPONENT = "opponent", "对方当事人提出"
    SELF = "self", "本人提出"
    REPLACED = "replaced", "因利益冲突更换承办人"


class RecusalResult(TextChoices):
    GRANTED = "granted", "回避"
    REFUSED = "refused", "不予回避"
    WITHDRAWN = "withdrawn", "已撤回"
