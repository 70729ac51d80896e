from django.db.models import TextChoices


class CallStage(TextChoices):
    """When a recipient is called back: each tells of something else."""

    ASSIGNED = "assigned", "指派后"
    DURING = "during", "办理中"
    AFTER = "after", "结案后"
