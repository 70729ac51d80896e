from django.db import models

from cases.enums import Channel, Kind, Notified, Outcome, Row
from stations.models import Station

from .case import Case


class CountProfile(models.Model):
    """What statistics divide cases by. Cases of one profile are told apart by station and days alone: there are some thousand profiles,
    however many cases, so a table groups cases by one number."""

    kind = models.CharField("案件类别", max_length=14, choices=Kind)
    row = models.CharField("统计行", max_length=24, choices=Row)
    channel = models.CharField("案件来源", max_length=14, choices=Channel)
    notified = models.CharField("通知情形", max_length=14, choices=Notified, blank=True)
    route = models.CharField(max_length=12)
    stage = models.CharField(max_length=13)
    role = models.CharField(max_length=10)
    forum = models.CharField(max_length=8)
    decision = models.CharField(max_length=14, blank=True)
    handler_kind = models.CharField("承办人类别", max_length=12, blank=True)
    outcome = models.CharField("办理结果", max_length=20, choices=Outcome, blank=True)
    crowds = models.PositiveIntegerField("人员类别")  # bits of cases.law.counting.CROWD_BITS

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=(
                    "kind",
                    "row",
                    "stage",
                    "crowds",
                    "decision",
                    "outcome",
                    "channel",
                    "notified",
                    "route",
                    "role",
                    "forum",
                    "handler_kind",
                ),
                name="profile_once",
            )
        ]

    def __str__(self):
        return f"{self.kind} {self.row} {self.stage}"


class CountedCase(models.Model):
    """What the statistics count of one case: the narrow row every table is computed from (cases.law.counting says how). Where several apply
    together and belong to other crowds than the applicant, a row more for each lot of crowds (decision 76).

    Written after each step by cases.domain.counted, never by hand; days are local days.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="counted", db_index=False)
    part = models.PositiveSmallIntegerField(default=0)  # 0: the applicant and whoever is alike
    station = models.ForeignKey(
        Station, models.PROTECT, related_name="+", verbose_name="受理站点", db_index=False
    )
    received_on = models.DateField("收到申请")
    decided_on = models.DateField("决定", null=True)
    closed_on = models.DateField("结案", null=True)
    weight = models.PositiveIntegerField("件数")
    persons = models.PositiveIntegerField("人次")
    profile = models.ForeignKey(CountProfile, models.PROTECT, related_name="+", db_index=False)
    # of the profile, here for the index of open cases
    granted = models.BooleanField("给予法律援助", default=False)
    won = models.DecimalField(
        "挽回损失或取得利益（元）", max_digits=14, decimal_places=2, default=0
    )
    # what is wrong with it: bits of cases.law.faults.Fault
    faults = models.PositiveSmallIntegerField("要更正的", default=0)
    # while it is handled: the day of its last entry, or of its assignment
    quiet_since = models.DateField("最近办理记录", null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("case", "part"), name="counted_part_once")]
        indexes = [
            # the period's decisions, closings and applications
            models.Index(fields=["decided_on"], name="counted_by_decision"),
            models.Index(fields=["closed_on"], name="counted_by_closing"),
            models.Index(fields=["received_on"], name="counted_by_receipt"),
            # granted and not closed yet
            models.Index(
                fields=["decided_on"],
                condition=models.Q(closed_on=None, granted=True),
                name="counted_open",
            ),
            # what is to be mended, the oldest first; counted without reading the rows themselves
            models.Index(
                fields=["received_on", "case", "faults", "station"],
                condition=models.Q(faults__gt=0),
                name="counted_faulty",
            ),
            models.Index(
                fields=["received_on", "case", "quiet_since", "station"],
                condition=models.Q(quiet_since__isnull=False),
                name="counted_quiet",
            ),
        ]

    def __str__(self):
        return str(self.case_id)


class CountedMonth(models.Model):
    """What the counted cases of one station add up to in one month: whole (`cut` ""), and what was granted by one thing at a time.

    Kept by cases.domain.counted as the rows are written (decision 42).
    """

    KEYS = ("month", "cut", "event", "value", "station_id")
    SUMS = ("weight", "persons", "won")

    month = models.DateField("月份")  # its first day
    cut = models.CharField("划分", max_length=7, blank=True)  # "", row, channel, crowd
    event = models.CharField("事项", max_length=8)  # received, granted, refused, closed
    value = models.CharField("值", max_length=24, blank=True)
    station = models.ForeignKey(Station, models.PROTECT, related_name="+", db_index=False)
    weight = models.IntegerField("件数")
    persons = models.IntegerField("人次")
    won = models.DecimalField("挽回损失或取得利益（元）", max_digits=14, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("month", "cut", "event", "value", "station"), name="counted_month_once"
            )
        ]

    def __str__(self):
        return f"{self.month:%Y-%m} {self.event} {self.value}"


class CountedSpan(models.Model):
    """What the counted cases of one profile add up to in one part of a month (to the 20th, from the 21st), in one year, or ever: a table of
    whole months is made of these.

    Kept by cases.domain.counted as the rows are written; cases.law.counting.spans says which (decision 86).
    """

    KEYS = ("event", "starts", "ends", "profile_id")
    SUMS = ("weight", "persons", "won")

    # received, granted, closed, standing; decided, ended, between
    event = models.CharField("事项", max_length=8)
    starts = models.DateField("自")
    ends = models.DateField("至（含当日）")
    profile = models.ForeignKey(CountProfile, models.PROTECT, related_name="+", db_index=False)
    weight = models.IntegerField("件数")
    persons = models.IntegerField("人次")
    # of what is closed
    won = models.DecimalField("挽回损失或取得利益（元）", max_digits=14, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("event", "starts", "ends", "profile"), name="counted_span_once"
            )
        ]

    def __str__(self):
        return f"{self.event} {self.starts} – {self.ends}"
