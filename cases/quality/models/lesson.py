from django.db import models

from legalaid.platform.accounts.models import User
from stations.models import Course


class Lesson(models.Model):
    """A course of the training for an item of the sheets that was scored low (培训补短板); `item`: its third level, whatever the version."""

    item = models.CharField("弱项", max_length=80)
    course = models.ForeignKey(Course, models.CASCADE, related_name="+", verbose_name="课程")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["item", "id"]
        verbose_name = verbose_name_plural = "弱项对应的课程"
        constraints = [
            models.UniqueConstraint(fields=["item", "course"], name="one_lesson_of_an_item")
        ]

    def __str__(self):
        return f"{self.item}：{self.course}"
