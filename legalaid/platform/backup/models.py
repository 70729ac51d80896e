from django.db import models


class Proof(models.Model):
    """What came of a backup, or of restoring one into a scratch place and looking at all of it."""

    class Kind(models.TextChoices):
        MADE = "made", "备份"
        RESTORED = "restored", "恢复核验"

    kind = models.CharField(max_length=8, choices=Kind)
    name = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()
    seconds = models.PositiveIntegerField()
    sound = models.BooleanField()
    said = models.CharField(max_length=500)
    figures = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self):
        return f"{self.get_kind_display()} {self.name}"
