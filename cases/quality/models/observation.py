from django.db import models

from cases.models import Case, Hearing
from cases.quality.enums import Handed, Mark, ObservationState, Secrecy
from legalaid.platform.accounts.models import User
from legalaid.platform.core.fields import EncryptedTextField
from legalaid.platform.office.addresses import address
from legalaid.platform.procedure.models import Subject
from stations.models import Handler


class Publicity(models.Model):
    """What the court said of a hearing: public after all, or not and why. What the law says of itself is not written down."""

    hearing = models.OneToOneField(Hearing, models.CASCADE, related_name="publicity")
    public = models.BooleanField("公开审理")
    ground = models.CharField("不公开的理由", max_length=10, choices=Secrecy, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self):
        return "公开审理" if self.public else f"不公开审理（{self.get_ground_display()}）"


class ObservationQuerySet(models.QuerySet):
    def standing(self):
        return self.exclude(state=ObservationState.FREED)

    def filled(self):
        return self.filter(state__in=(ObservationState.FILLED, ObservationState.ANSWERED))

    def for_lists(self):
        joined = ("hearing", "case__cause", "case__station", "observer", "handler__user")
        return self.select_related(*joined)


class Observation(Subject):
    """Somebody without interest in the case sits in a hearing and says how the handler did (form 30; Law art. 59)."""

    hearing = models.ForeignKey(Hearing, models.CASCADE, related_name="observations")
    case = models.ForeignKey(Case, models.CASCADE, related_name="observations")
    # whom one saw: set when the form is filled in
    handler = models.ForeignKey(
        Handler, models.PROTECT, null=True, related_name="observations", verbose_name="承办人"
    )
    state = models.CharField(
        "状态", max_length=10, choices=ObservationState, default=ObservationState.ASSIGNED
    )
    observer = models.ForeignKey(
        User, models.PROTECT, related_name="observations", verbose_name="旁听人"
    )
    starts_at = models.DateTimeField("开庭时间")  # as the observer was told last
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="安排人")
    at = models.DateTimeField("安排时间")

    on_time = models.BooleanField("是否准时到庭", null=True)
    dressed = models.BooleanField("着装是否规范", null=True)
    prepared = models.CharField("庭前准备", max_length=1, choices=Mark, blank=True)
    evidence = models.CharField("举证、质证", max_length=1, choices=Mark, blank=True)
    debate = models.CharField("辩论", max_length=1, choices=Mark, blank=True)
    handed = models.CharField("书面意见", max_length=6, choices=Handed, blank=True)
    score = models.PositiveSmallIntegerField("评分", null=True)
    remarks = EncryptedTextField("评价和建议", blank=True)
    filled_at = models.DateTimeField("填写时间", null=True)
    answer = EncryptedTextField("承办人的回应", blank=True)
    answered_at = models.DateTimeField("回应时间", null=True)

    objects = ObservationQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "-id"]
        verbose_name = verbose_name_plural = "庭审旁听"
        constraints = [
            models.UniqueConstraint(
                fields=["hearing"],
                condition=~models.Q(state=ObservationState.FREED),
                name="one_observer_of_a_hearing",
            ),
            models.CheckConstraint(
                condition=models.Q(score=None) | models.Q(score__lte=100),
                name="observation_score_in_range",
            ),
        ]
        indexes = [
            # the list; what one observes; what was seen of one
            models.Index(fields=["-starts_at", "-id"], name="observation_newest"),
            models.Index(fields=["observer", "-starts_at"], name="observation_of_observer"),
            models.Index(fields=["handler", "-starts_at"], name="observation_of_handler"),
        ]

    def __str__(self):
        return f"{self.case}的庭审旁听"

    def get_absolute_url(self):
        return address("quality:observation", self.pk)
