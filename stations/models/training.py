from datetime import timedelta
from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse

from legalaid.platform.documents.models import Paper
from stations.enums import QuestionKind, Rhythm

from .station import Station

USER = settings.AUTH_USER_MODEL


class CourseQuerySet(models.QuerySet):
    def open(self):
        return self.filter(active=True)


class Course(models.Model):
    """What is taught. A basic course opens duties: who has no valid certificate of it should not do them alone."""

    station = models.ForeignKey(
        Station, models.PROTECT, related_name="courses", verbose_name="举办机构"
    )
    title = models.CharField("课程", max_length=60)
    rhythm = models.CharField("方式", max_length=12, choices=Rhythm, default=Rhythm.REGULAR)
    basic = models.BooleanField("上岗基础课程", default=False)
    opens = models.JSONField("对应职责", default=list, blank=True)
    outline = models.TextField("内容提要", blank=True)
    credits = models.DecimalField(
        "学时",
        max_digits=4,
        decimal_places=1,
        default=Decimal("4.0"),
        validators=[MinValueValidator(0)],
    )
    valid_months = models.PositiveSmallIntegerField(
        "证书有效期（月）", null=True, blank=True, help_text="空着表示长期有效"
    )
    drawn = models.PositiveSmallIntegerField(
        "测验题数", default=0, help_text="从题库随机抽取；0 表示不测验"
    )
    pass_mark = models.PositiveSmallIntegerField(
        "合格分", default=60, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    tries = models.PositiveSmallIntegerField(
        "测验次数上限", default=3, validators=[MinValueValidator(1)]
    )
    active = models.BooleanField("在用", default=True)

    objects = CourseQuerySet.as_manager()

    class Meta:
        ordering = ["-basic", "title"]
        constraints = [
            models.UniqueConstraint(fields=["station", "title"], name="one_course_per_title")
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("stations:training_course", args=[self.pk])


class TrainingSessionQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(cancelled_at=None)

    def upcoming(self, now):
        return self.standing().filter(ends_at__gt=now)


class TrainingSession(models.Model):
    """One meeting at which a course is held."""

    course = models.ForeignKey(Course, models.PROTECT, related_name="sessions")
    starts_at = models.DateTimeField("开始")
    ends_at = models.DateTimeField("结束")
    place = models.CharField("地点", max_length=80)
    teacher = models.CharField("主讲人", max_length=40)
    capacity = models.PositiveSmallIntegerField("名额", validators=[MinValueValidator(1)])
    cancelled_at = models.DateTimeField(null=True)
    cancel_reason = models.CharField("取消原因", max_length=120, blank=True)

    objects = TrainingSessionQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="session_ends_after_start",
            )
        ]

    def __str__(self):
        return f"{self.course}（{self.starts_at:%Y-%m-%d}）"

    def get_absolute_url(self):
        return reverse("stations:training_session", args=[self.pk])


class AttendanceQuerySet(models.QuerySet):
    def attended(self):
        return self.filter(attended=True, session__cancelled_at=None)

    def in_year(self, year):
        return self.filter(session__starts_at__year=year)


class Attendance(models.Model):
    """Who is enrolled, and whether they came."""

    session = models.ForeignKey(TrainingSession, models.CASCADE, related_name="attendances")
    user = models.ForeignKey(USER, models.CASCADE, related_name="trainings")
    enrolled_at = models.DateTimeField()
    attended = models.BooleanField("到课", null=True)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["session", "user"], name="one_seat_per_person")
        ]

    def __str__(self):
        return f"{self.user} {self.session}"


class Question(models.Model):
    """A question of a course's bank. `answer` holds the places of the right options, from 0."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="questions")
    kind = models.CharField("题型", max_length=12, choices=QuestionKind)
    text = models.CharField("题目", max_length=300)
    options = models.JSONField("选项", default=list)
    answer = models.JSONField("答案", default=list)
    explanation = models.CharField("解析", max_length=300, blank=True)
    active = models.BooleanField("在用", default=True)

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return self.text[:30]

    def get_absolute_url(self):
        return self.course.get_absolute_url()


class AttemptQuerySet(models.QuerySet):
    def submitted(self):
        return self.exclude(submitted_at=None)

    def passed(self):
        return self.filter(passed=True)


class Attempt(models.Model):
    """One sitting of the test; the questions drawn are frozen in it, so that a later change of the bank changes no result."""

    course = models.ForeignKey(Course, models.PROTECT, related_name="attempts")
    user = models.ForeignKey(USER, models.CASCADE, related_name="attempts")
    questions = models.JSONField(default=list)
    answers = models.JSONField(default=list)
    started_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    score = models.PositiveSmallIntegerField("得分", null=True)
    passed = models.BooleanField("合格", null=True)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "user"],
                condition=models.Q(submitted_at=None),
                name="one_open_attempt",
            )
        ]

    def __str__(self):
        return f"{self.user} {self.course} {self.score}"

    def get_absolute_url(self):
        return reverse("stations:training_attempt", args=[self.pk])


class CertificateQuerySet(models.QuerySet):
    def valid(self, day):
        return self.filter(models.Q(expires_on=None) | models.Q(expires_on__gte=day))


class Certificate(models.Model):
    course = models.ForeignKey(Course, models.PROTECT, related_name="certificates")
    user = models.ForeignKey(USER, models.CASCADE, related_name="certificates")
    issued_at = models.DateTimeField("发证时间")
    expires_on = models.DateField("有效期至", null=True)
    paper = models.OneToOneField(Paper, models.PROTECT, null=True, related_name="+")

    objects = CertificateQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_at"]

    def __str__(self):
        return f"{self.user} {self.course}"

    def expires_soon(self, day):
        return self.expires_on is not None and self.expires_on <= day + timedelta(days=60)


class CreditGoal(models.Model):
    """The credits everyone should earn in a year."""

    year = models.PositiveSmallIntegerField(
        "年度", primary_key=True, validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    credits = models.DecimalField(
        "应完成学时", max_digits=4, decimal_places=1, validators=[MinValueValidator(0)]
    )

    class Meta:
        ordering = ["-year"]

    def __str__(self):
        return f"{self.year}年{self.credits}学时"
