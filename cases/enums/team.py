from django.db.models import TextChoices


class Beside(TextChoices):
    """Who works on a case beside its handler, who answers for it."""

    ASSISTANT = "assistant", "协办人"
    TRAINEE = "trainee", "实习律师"
