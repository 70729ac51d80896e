from django.db import models

from cases.enums import Signer, Signing

from .assignment import Assignment


class Agreement(models.Model):
    """What recipient and handler sign under one assignment (forms 12 and 3): the powers given, and who signed it how."""

    assignment = models.OneToOneField(Assignment, models.CASCADE, related_name="agreement")
    # codes of cases.law.grounds.SPECIAL_POWERS; none: an ordinary mandate
    powers = models.JSONField("特别授权事项", default=list, blank=True)
    copies = models.PositiveSmallIntegerField("份数", default=3)
    signer = models.CharField("签订人", max_length=10, choices=Signer, blank=True)
    manner = models.CharField("签署方式", max_length=10, choices=Signing, blank=True)
    read_aloud = models.BooleanField("已当面宣读", default=False)
    helper = models.CharField("协助人", max_length=80, blank=True)

    @property
    def aloud(self):
        return "，内容已当面宣读" if self.read_aloud else ""

    def __str__(self):
        return f"{self.assignment}：{self.get_signer_display()}"
