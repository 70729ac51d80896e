from django.db import models
from django.db.models import Q

from legalaid.platform.accounts.models import User
from legalaid.platform.core.fields import EncryptedTextField
from legalaid.platform.core.words import moment
from legalaid.platform.documents.models import Paper

from .case import Case


class ElectronicConsentQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(ended_at=None)


class ElectronicConsent(models.Model):
    """That papers of this case may be brought to the person by what they open of it online. `address`: from where it was said online."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="electronic_consents")
    who = models.CharField("谁同意", max_length=8)
    said = EncryptedTextField("怎样同意的")
    address = models.CharField("网络地址", max_length=45, blank=True)
    # whether the case was of safe contact or kept apart when it was agreed to
    kept = models.BooleanField(default=False)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField("同意时间")
    ended_at = models.DateTimeField("收回时间", null=True)
    ended_said = EncryptedTextField("怎样收回的", blank=True)

    objects = ElectronicConsentQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = "同意电子送达"
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(ended_at=None), name="one_electronic_consent"
            )
        ]

    def __str__(self):
        return f"{moment(self.at)}，{self.who}同意：{self.said}"


class PaperOpening(models.Model):
    """The moment at which the person first opened a paper online: what proves that it was received."""

    paper = models.OneToOneField(Paper, models.PROTECT, related_name="opening")
    consent = models.ForeignKey(ElectronicConsent, models.PROTECT, related_name="openings")
    who = models.CharField("谁打开", max_length=8)
    address = models.CharField("网络地址", max_length=45, blank=True)
    at = models.DateTimeField("首次打开")

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = "网上打开文书"

    def __str__(self):
        return f"{self.paper}：{moment(self.at)}"
