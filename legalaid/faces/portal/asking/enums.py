from django.db.models import TextChoices


class Shown(TextChoices):
    """By what somebody at the window makes sure of being who asked online."""

    CODE = "code", "带着查询码或者四个词"
    NAMED = "named", "称呼、电话与提问时留的相符"


class AnswerState(TextChoices):
    """A question and its answer, written anew for everybody to read."""

    WRITTEN = "written", "待审核"
    SHOWN = "shown", "公开中"
    DROPPED = "dropped", "不公开"
    WITHDRAWN = "withdrawn", "已撤下"
