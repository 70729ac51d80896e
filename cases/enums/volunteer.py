from django.db.models import TextChoices


class PoolEnd(TextChoices):
    """How a call for volunteers ended."""

    CHOSEN = "chosen", "已指派"
    NOBODY = "nobody", "无人报名"
    WITHDRAWN = "withdrawn", "已撤回"
