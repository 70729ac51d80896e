from django.db.models import TextChoices


class Tool(TextChoices):
    """By what the quality of the work is looked at (Law art. 59); hearings are chosen as they come up, all else is drawn."""

    REVIEW = "review", "同行评估"
    FILE = "file", "案卷检查"
    CALL = "call", "受援人回访"
    INQUIRY = "inquiry", "征询办案机关意见"
    OBSERVATION = "observation", "庭审旁听"


DRAWN = (Tool.REVIEW, Tool.FILE, Tool.CALL, Tool.INQUIRY)
