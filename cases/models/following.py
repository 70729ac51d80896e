from django.db import models

from cases.enums.following import Shown
from legalaid.platform.accounts.models import User
from legalaid.platform.core.fields import EncryptedTextField

from .case import Case


class Following(models.Model):
    """What the person wishes to be shown of the case online, where that is another than usual, and how often its code was made anew."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="following")
    shown = models.CharField("网上显示", max_length=8, choices=Shown)
    said = EncryptedTextField("当事人的要求")
    # whether the case was of safe contact or kept apart when this was asked for
    kept = models.BooleanField(default=False)
    renewed = models.PositiveSmallIntegerField("更换查询码的次数", default=0)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "网上查询"

    def __str__(self):
        return self.get_shown_display()
