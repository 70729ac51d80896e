from django.db import models
from django.db.models import F, Q

from cases.enums import Kind
from legalaid.platform.accounts.models import User
from legalaid.platform.core.words import day
from stations.models import Station


class ExpertQuerySet(models.QuerySet):
    def appointed(self, on):
        """In whose term this day lies."""
        unended = Q(to_on=None) | Q(to_on__gte=on)
        return self.filter(unended, from_on__lte=on, user__is_active=True)

    def with_people(self):
        people = self.select_related("user__staff__station", "user__handler__firm", "station")
        return people.prefetch_related("user__leaves")


class Expert(models.Model):
    """Somebody appointed to read files of others, from a day to a day; a second term is a second row."""

    station = models.ForeignKey(
        Station, models.PROTECT, related_name="experts", verbose_name="聘任机构"
    )
    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="专家")
    kind = models.CharField("评估的案件", max_length=14, choices=Kind, blank=True)
    from_on = models.DateField("聘任自")
    to_on = models.DateField("聘任至", null=True, blank=True)
    note = models.CharField("聘任依据", max_length=120, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="登记人")
    at = models.DateTimeField()

    objects = ExpertQuerySet.as_manager()

    class Meta:
        ordering = ["-from_on", "-id"]
        verbose_name = verbose_name_plural = "评估专家"
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")),
                name="expert_term_ends_after_it_begins",
            )
        ]

    def __str__(self):
        return self.user.name

    @property
    def handler(self):
        return getattr(self.user, "handler", None)

    @property
    def unit(self):
        """Firm of a handler, station of staff; None of who is neither."""
        if self.handler:
            return self.handler.firm
        staff = getattr(self.user, "staff", None)
        return staff.station if staff else None

    @property
    def term(self):
        return f"{day(self.from_on)}至{day(self.to_on)}" if self.to_on else f"{day(self.from_on)}起"
