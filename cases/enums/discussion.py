from django.db.models import TextChoices


class Level(TextChoices):
    """Who discusses: the handler's unit, or the centre."""

    FIRM = "firm", "承办机构讨论"
    CENTRE = "centre", "中心集体讨论"


class Vote(TextChoices):
    AGREE = "agree", "同意"
    AGAINST = "against", "不同意"
    ABSTAIN = "abstain", "保留意见"
    RECUSED = "recused", "回避"
    ABSENT = "absent", "没有到场"
