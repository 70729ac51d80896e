import uuid
from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from cases.enums import Grade
from cases.models import Case
from cases.quality.enums import ReviewState
from cases.quality.enums.review import OPEN, OPENED, TOLD
from cases.quality.law import review as law
from cases.quality.law.review import Given, Limits
from legalaid.platform.accounts.models import User
from legalaid.platform.core.fields import EncryptedTextField
from legalaid.platform.office.addresses import address
from legalaid.platform.procedure.models import Deadline, Subject
from stations.models import Handler

from .expert import Expert
from .sheet import ItemSheet

SCORE = {"max_digits": 5, "decimal_places": 2}


class ReviewRule(models.Model):
    """The least score of each grade, and the gap beyond which a third expert reads, from a day on. The first row is a default that no text
    we read confirms (facts section 7)."""

    excellent = models.DecimalField("优秀不低于", **SCORE)
    good = models.DecimalField("良好不低于", **SCORE)
    passing = models.DecimalField("合格不低于", **SCORE)
    gap = models.DecimalField("两份评分相差超过此数的，由第三名专家评分", **SCORE)
    source = models.CharField("依据", max_length=120)
    valid_from = models.DateField(
        "自何日起", unique=True, error_messages={"unique": "这一天起已有一条，请换一个日期。"}
    )

    class Meta:
        ordering = ["-valid_from"]
        verbose_name = verbose_name_plural = "评估等次分数"
        constraints = [
            models.CheckConstraint(
                condition=Q(excellent__lte=100, excellent__gt=F("good"), good__gt=F("passing"))
                & Q(passing__gt=0, gap__gte=0),
                name="grades_fall",
            )
        ]

    def __str__(self):
        return f"优秀{self.excellent}、良好{self.good}、合格{self.passing}，相差{self.gap}"

    @property
    def limits(self):
        return Limits(self.excellent, self.good, self.passing, self.gap)


class ReviewQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state__in=OPEN)

    def standing(self):
        return self.exclude(state=ReviewState.WITHDRAWN)

    def for_lists(self):
        return self.select_related(
            "case__cause", "case__station", "handler__user", "handler__firm", "sheet", "rule"
        )


class Review(Subject):
    """The peer review of one closed file. The grade stands with the case once it is settled; here stand the score and how it came about."""

    token = models.UUIDField(unique=True, editable=False, default=uuid.uuid4)
    case = models.ForeignKey(Case, models.PROTECT, related_name="quality_reviews")
    handler = models.ForeignKey(
        Handler, models.PROTECT, null=True, related_name="+", verbose_name="承办人"
    )
    state = models.CharField("状态", max_length=12, choices=ReviewState, default=ReviewState.DRAWN)
    sheet = models.ForeignKey(ItemSheet, models.PROTECT, related_name="+", verbose_name="评估指标")
    rule = models.ForeignKey(ReviewRule, models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField("第几次", default=1)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="列入的人")
    at = models.DateTimeField("列入")

    total = models.DecimalField("得分", null=True, **SCORE)
    vetoed = models.BooleanField("有一票否决情形", default=False)
    grade = models.CharField("等次", max_length=10, choices=Grade, blank=True)
    told_at = models.DateTimeField("告知承办人", null=True)
    told_grade = models.CharField("告知的等次", max_length=10, choices=Grade, blank=True)
    # of a second reading that came out worse than what was told, or 不合格
    told_again_at = models.DateTimeField("复评结果告知承办人", null=True)
    agreed_at = models.DateTimeField("承办人没有异议", null=True)
    objection = EncryptedTextField("异议", blank=True)
    settled_at = models.DateTimeField("定等次", null=True)
    faults = EncryptedTextField("要求整改的问题", blank=True)
    mended = EncryptedTextField("整改报告", blank=True)
    found = EncryptedTextField("复查意见", blank=True)
    reason = EncryptedTextField("撤销、复评的理由", blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = verbose_name_plural = "同行评估"
        indexes = [
            # the list, newest first; of a handler; what waits, by clock; figures of a period by grade
            models.Index(fields=["-at", "-id"], name="review_newest"),
            models.Index(fields=["handler", "-at"], name="review_of_handler"),
            models.Index(fields=["turn", "due_at"], name="review_by_clock"),
            models.Index(fields=["settled_at", "grade"], name="review_by_grade"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=~Q(state=ReviewState.WITHDRAWN),
                name="one_standing_review_of_a_case",
            )
        ]

    def __str__(self):
        return f"{self.case.number}的同行评估"

    def get_absolute_url(self):
        return address("quality:review", self.pk)

    @property
    def deadlines(self):
        return Deadline.objects.of("review", self.pk)

    @property
    def opened(self):
        """Whether those who arrange it read the scores."""
        return self.state in OPENED

    @property
    def told(self):
        """Whether whoever handled the case reads the result."""
        return self.state in TOLD

    @property
    def tells_again(self):
        """Whether a second reading must be told before it counts: worse than what the handler objected to, or 不合格."""
        return bool(self.objection) and law.worse_for(self.grade, self.told_grade)

    @property
    def objection_over(self):
        """The days to object are past, and nothing was said: no lateness of anybody, it is settled next."""
        told = self.state == ReviewState.TOLD and self.due_at is not None
        return told and timezone.now() > self.due_at

    def expert_keys(self):
        """Of everybody it was ever given to."""
        return set(self.sheets.values_list("user", flat=True))

    def standing_sheets(self):
        """Of this round, but for who was replaced."""
        return self.sheets.filter(round=self.round, dropped_at=None)


class ScoreSheet(models.Model):
    """One expert's sheet: blind, read by nobody else before all of its round are in; then by who arranges the review."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="sheets")
    round = models.PositiveSmallIntegerField(default=1)
    expert = models.ForeignKey(Expert, models.PROTECT, related_name="sheets", verbose_name="专家")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    given_at = models.DateTimeField("交给专家")
    marks = models.JSONField("各项得分", default=list)  # as text, in the order of the items
    vetoes = models.JSONField("一票否决情形", default=list)
    total = models.DecimalField("得分", null=True, **SCORE)
    opinion = EncryptedTextField("评语", blank=True)
    handed_at = models.DateTimeField("交来", null=True)
    handed_on = models.DateField("评估日期", null=True)
    returned_why = EncryptedTextField("退回的理由", blank=True)
    dropped_at = models.DateTimeField("更换", null=True)

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = "评分表"
        indexes = [
            # what one still has to score; what a batch pays, the first first
            models.Index(fields=["user", "handed_at"], name="score_sheet_of_user"),
            models.Index(fields=["handed_on"], name="score_sheet_by_day"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "user"],
                condition=Q(dropped_at=None),
                name="one_sheet_of_an_expert",
            ),
            models.CheckConstraint(
                condition=Q(total=None) | Q(total__gte=0, total__lte=100),
                name="score_within_a_hundred",
            ),
        ]

    def __str__(self):
        return f"{self.review}的评分表"

    def get_absolute_url(self):
        return address("quality:score", self.pk)

    @property
    def handed(self):
        return self.handed_at is not None

    @property
    def given(self):
        return Given(self.total, bool(self.vetoes))

    @property
    def marked(self):
        """[(item, what it was given)]"""
        return list(zip(self.review.sheet.items, map(Decimal, self.marks), strict=False))
