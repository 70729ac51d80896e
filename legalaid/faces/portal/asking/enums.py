from django.db.models import TextChoices


class AnswerState(TextChoices):
    """A question and its answer, written anew for everybody to read."""

    WRITTEN = "written", "待审核"
    SHOWN = "shown", "公开中"
    DROPPED = "dropped", "不公开"
    WITHDRAWN = "withdrawn", "已撤下"
