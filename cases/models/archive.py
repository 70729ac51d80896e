from django.db import models

from cases.enums import Kind


class Catalogue(models.Model):
    """The county's own order of one volume, from a day on: for every case, or for one kind, or one kind and stage."""

    class Volume(models.TextChoices):
        APPROVAL = "approval", "审批卷"
        HANDLING = "handling", "承办卷"

    volume = models.CharField("卷别", max_length=12, choices=Volume)
    kind = models.CharField("案件类别", max_length=14, choices=Kind, blank=True)
    stage = models.CharField("所处阶段", max_length=24, blank=True)
    valid_from = models.DateField("自何日起")
    text = models.TextField("目录")

    class Meta:
        ordering = ["volume", "kind", "stage", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["volume", "kind", "stage", "valid_from"], name="one_catalogue_per_day"
            )
        ]

    def __str__(self):
        kind, stage = self.get_kind_display() or "各类案件", self.stage or "各阶段"
        return f"{self.get_volume_display()} {kind} {stage} {self.valid_from}"
