from django.db import models

from legalaid.platform.accounts.models import User


class Feed(models.Model):
    """The address under which one person's calendar is read by a telephone. It holds for the password it was made with."""

    user = models.OneToOneField(User, models.CASCADE, related_name="feed")
    key = models.CharField(max_length=32)
    of_password = models.CharField(max_length=64)
    made_at = models.DateTimeField("生成")
    used_at = models.DateTimeField("最近读取", null=True)

    def __str__(self):
        return f"{self.user_id} {self.made_at:%Y-%m-%d}"
