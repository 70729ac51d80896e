from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property

from cases.enums import (
    AIDED,
    GRADED,
    SEALED,
    Capacity,
    Channel,
    FilledBy,
    Grade,
    Kind,
    Notified,
    Outcome,
    Prior,
    State,
    Urgency,
)
from cases.law.grounds import ACCUSED
from cases.workflow import CASE
from legalaid.platform.accounts.models import User
from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.fields import EncryptedTextField
from legalaid.platform.core.named import CoAccusedKeysField
from legalaid.platform.office.addresses import address
from legalaid.platform.procedure.models import Deadline, Subject
from stations.hall.models.ticket import Ticket
from stations.models import Firm, Handler, Referral, Station

from .case_rows import DISCUSSED, GRAVE, CaseQuerySet
from .cause import Cause
from .party import Person
from .threshold import thresholds

# who reads a marked case goes by these
READ_BY = ("secret", "registered_by", "reviewed_by", "held", "grade")
DATED = models.Q(limitation_on__isnull=False)
ENDED = models.Q(closed_on__isnull=False)
AT_WORK = models.Q(state=State.HANDLING)
CALLED = [State.AGREEMENT, State.FIRST_MEETING, State.HANDLING, State.FOLLOW_UP]
WARNED = [*READ_BY, "turn", "station", "handler"]
PAYABLE = models.Q(state__in=GRADED, closure_reviewed_at__isnull=False, handler__isnull=False)


class Case(Subject):
    """One person's matter in one procedural stage, from application to archive."""

    number = models.CharField("案件编号", max_length=40, unique=True, null=True, blank=True)
    # one form, one case: a second submission finds the first
    token = models.UUIDField(unique=True, editable=False)
    state = models.CharField("状态", max_length=20, choices=State, default=State.SUBMITTED)

    # indexed by case_station_newest
    station = models.ForeignKey(
        Station, models.PROTECT, related_name="cases", db_index=False, verbose_name="受理站点"
    )
    referral = models.ForeignKey(
        Referral, models.PROTECT, null=True, blank=True, related_name="cases", verbose_name="转介单"
    )
    ticket = models.ForeignKey(
        Ticket, models.PROTECT, null=True, blank=True, related_name="cases", verbose_name="排队号"
    )
    registered_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="登记人")
    reviewed_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="审查人"
    )
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="决定人"
    )
    earlier = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="later", verbose_name="前一阶段案件"
    )
    # indexed by case_of_handler
    handler = models.ForeignKey(
        Handler,
        models.PROTECT,
        null=True,
        related_name="cases",
        db_index=False,
        verbose_name="承办人",
    )

    # whose manager arranges one of its own people; indexed by case_of_firm
    entrusted_to = models.ForeignKey(
        Firm,
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        verbose_name="交其安排的机构",
    )

    applicant = models.ForeignKey(
        Person, models.PROTECT, related_name="cases", verbose_name="申请人"
    )
    applicant_age = models.PositiveSmallIntegerField("申请时年龄", null=True)
    applicant_role = models.CharField("法律地位", max_length=20, blank=True)
    crowds = models.JSONField("人员类别", default=list, blank=True)
    co_accused = models.CharField(
        "同案人", max_length=200, blank=True, help_text="有几名的，以顿号分开"
    )
    co_accused_keys = CoAccusedKeysField(max_length=400)
    applicant_count = models.PositiveSmallIntegerField("申请人数", default=1)
    # so are the claims of one victim's heirs; each worker's own wages can be told apart
    indivisible = models.BooleanField("请求不可分", default=True)
    filled_by = models.CharField(
        "申请表填写人", max_length=10, choices=FilledBy, default=FilledBy.STAFF
    )
    capacity = models.CharField("行为能力", max_length=8, choices=Capacity, blank=True)
    unrepresented = models.CharField("没有法定代理人代为申请的原因", max_length=120, blank=True)
    notified = models.CharField("通知辩护情形", max_length=14, choices=Notified, blank=True)
    kind = models.CharField("案件类别", max_length=14, choices=Kind)
    cause = models.ForeignKey(Cause, models.PROTECT, related_name="cases", verbose_name="案由")
    matter = models.CharField("申请事项", max_length=40, blank=True)
    stage = models.CharField("所处阶段", max_length=24)
    mode = models.CharField("援助方式", max_length=24, blank=True)
    channel = models.CharField("案件来源", max_length=14, choices=Channel, default=Channel.VISIT)
    urgency = models.CharField("紧急程度", max_length=8, choices=Urgency, default=Urgency.NORMAL)
    urgency_note = models.CharField("紧急情形的依据和情况", max_length=120, blank=True)
    limitation_on = models.DateField("时效或者法定期限届满日", null=True, blank=True)
    prior = models.CharField("先行提供", max_length=10, choices=Prior, blank=True)
    green = models.BooleanField("绿色通道", default=False)
    green_ground = models.CharField("绿色通道依据", max_length=120, blank=True)
    amount = models.DecimalField(
        "涉及金额（元）", max_digits=14, decimal_places=2, null=True, blank=True
    )
    facts = models.TextField("案情及请求")
    anew = models.TextField("上次不予援助以后的新情况", blank=True)
    organ = models.CharField("办案（争议处理）机关", max_length=80, blank=True)
    organ_number = models.CharField("办案机关案号", max_length=60, blank=True)
    secret = models.BooleanField("密卷", default=False)

    received_at = models.DateTimeField("收到申请", default=timezone.now)
    accepted_at = models.DateTimeField("受理", null=True)
    decided_at = models.DateTimeField("决定", null=True)
    assigned_at = models.DateTimeField("指派", null=True)
    signed_on = models.DateField("签约日期", null=True)
    first_met_on = models.DateField("首次会见日期", null=True)
    told_on = models.DateField("最近一次告知受援人", null=True)
    closed_on = models.DateField("结案日", null=True)
    reported_at = models.DateTimeField("报送结案材料", null=True)
    closure_reviewed_at = models.DateTimeField("结案审查通过", null=True)
    followed_up_at = models.DateTimeField("回访", null=True)
    archived_at = models.DateTimeField("归档", null=True)

    outcome = models.CharField("办理结果", max_length=20, blank=True)
    amount_won = models.DecimalField(
        "挽回损失或取得利益（元）", max_digits=14, decimal_places=2, null=True, blank=True
    )
    held = models.BooleanField("回访反映问题待核实", default=False)
    replacing = models.BooleanField("更换承办人的申请待决定", default=False)
    # ",12,15,": the keys of users, so that lists leave it out by a column and a step is refused without a query
    recusing = models.BooleanField("有回避的申请或者决定", default=False)
    recused = models.TextField("已回避的人", blank=True, editable=False)
    grade = models.CharField("质量等次", max_length=10, choices=Grade, blank=True)

    # the latest of several places first
    returns_to = models.CharField(max_length=60, blank=True)

    objects = CaseQuerySet.as_manager()
    many_from = property(lambda _: thresholds()["major_people"])  # is reported; no law's number

    class Meta:
        ordering = ["-received_at", "-id"]
        verbose_name = verbose_name_plural = "案件"
        indexes = [
            # lists: newest first, all stations or one station's
            models.Index(fields=["-received_at", "-id"], name="case_newest"),
            models.Index(fields=["station", "-received_at", "-id"], name="case_station_newest"),
            models.Index(fields=["state", "-received_at", "-id"], name="case_state_newest"),
            # of one state, what runs out first
            models.Index(
                fields=["state", "due_at", "id"],
                include=[*READ_BY, "kind", "green", "turn", "station"],
                name="case_state_by_clock",
            ),
            # what waits for a role, by clock
            models.Index(
                fields=["turn", "-green", "due_at", "id", "registered_by", "station"],
                name="case_turn_by_clock",
            ),
            models.Index(fields=["handler", "-received_at"], name="case_of_handler"),
            # what a firm has to arrange, by clock
            models.Index(
                fields=["entrusted_to", "state", "due_at"],
                condition=models.Q(entrusted_to__isnull=False),
                name="case_of_firm",
            ),
            # of which somebody keeps out (recusal): few
            models.Index(fields=["id"], condition=models.Q(recused__gt=""), name="case_kept_out"),
            # the limitations of a handler's cases: of few a day is known
            models.Index(
                fields=["handler", "limitation_on", "id"],
                condition=DATED,
                name="case_of_limitation",
            ),
            # the desks: how many wait in each state, how urgently, and the first of them, without reading the cases themselves
            models.Index(
                fields=["turn", "state", "first_at", "id"],
                include=["due_at", "registered_by", "station"],
                name="case_turn_waiting",
            ),
            models.Index(fields=["handler", "turn", "due_at", "id"], name="case_handler_due"),
            models.Index(
                fields=["id"],
                include=["handler", "station", "closed_on"],
                condition=models.Q(grade="", state__in=GRADED),
                name="case_ungraded",
            ),
            # what a batch takes in, those closed first
            models.Index(
                fields=["closed_on", "id"],
                include=["station", "grade"],
                condition=PAYABLE,
                name="case_payable",
            ),
            # the closed cases of a period by number: what a quality check is drawn from, without reading the cases themselves
            models.Index(fields=["closed_on", "handler", "number"], name="case_closed_drawn"),
            # those of one handler: the quality file
            models.Index(fields=["handler", "closed_on"], condition=ENDED, name="case_closed_of"),
            # what runs out first, of those one may read; how much of one's work is late
            models.Index(
                fields=["due_at", "id"],
                include=[*READ_BY, "state", "turn", "station"],
                name="case_by_clock",
            ),
            models.Index(fields=["turn", "due_at", "registered_by"], name="case_turn_late"),
            # who is called: those at work and those closed, the longest assigned first
            models.Index(
                fields=["assigned_at", "id"],
                include=["state", *WARNED],
                condition=models.Q(state__in=CALLED),
                name="case_to_call",
            ),
            # warnings: to be discussed, how long the recipient was told nothing, nothing was done, what one said was not looked into
            models.Index(fields=["amount", "id"], condition=DISCUSSED, name="case_by_amount"),
            models.Index(fields=["id"], condition=GRAVE, name="case_of_life_or_death"),
            models.Index(
                fields=["told_on", "id"], include=WARNED, condition=AT_WORK, name="case_told"
            ),
            models.Index(
                fields=["changed_at", "id"], include=WARNED, condition=AT_WORK, name="case_quiet"
            ),
            models.Index(
                fields=["followed_up_at", "id"],
                include=WARNED,
                condition=models.Q(held=True),
                name="case_held",
            ),
            # counted, of those one may read, without reading the cases themselves
            models.Index(
                fields=["state", "kind", "green", "station", "turn", "due_at"],
                include=[*READ_BY, "id"],
                name="case_counted",
            ),
        ]

    def __str__(self):
        return self.number or f"申请{self.pk}"

    def get_absolute_url(self):
        return address("cases:detail", self.pk)

    def public_of(self, place):
        """Where an organ notified us, nothing was applied for and nothing decided; aid provided at once is not decided on yet."""
        if self.by_notice and place.state == State.GRANTED:
            return CASE.steps["notify"].public
        if place.state == State.GRANTED and self.prior in (Prior.OWED, Prior.FAILED):
            return CASE.steps["provide_first"].public
        return super().public_of(place)

    @property
    def subsidy_settled(self):
        return self.payments.exists() or self.waivers.filter(item="subsidy").exists()

    @property
    def hears(self):
        """The role that hears the recipient before the end of aid is decided: that of whoever proposed it, but another than who decides.
        "" once that is done."""
        asked = self.terminations.filter(end="").select_related("by").last()
        if asked is None or asked.was_heard:
            return ""
        return Role.WINDOW if asked.by.role == Role.DIRECTOR else asked.by.role

    @property
    def terminated(self):
        """Whether aid ended before its time (Law art. 48); its file tells what was done until then."""
        return self.outcome == Outcome.TERMINATED

    @property
    def ends_early(self):
        """Whether the end of aid stands on the record, from its decision until the file is sealed."""
        return self.state == State.TERMINATED or self.terminated

    @property
    def objected(self):
        """Whether somebody objected to a decision and it is not settled yet (Law art. 49)."""
        return self.objections.under_review().exists() or self.objections.ordered().exists()

    @property
    def deadlines(self):
        return Deadline.objects.of("case", self.pk)

    @property
    def counted_by_head(self):
        """Several applicants whose claims can be told apart: each is a case in the statistics."""
        return not self.indivisible and self.applicant_count > 1

    @property
    def means_spared(self):
        """Why this applicant's means are not asked about (Law art. 32, 42); "" where they are. A status counts once it is proven."""
        means = getattr(self, "means", None)
        if means is None:
            return "没有经济困难状况说明"
        if means.not_limited:
            return "法律援助法第三十二条"
        proven = means.exempt and self.materials.filter(
            slot="status_proof", received_on__isnull=False
        )
        return "法律援助法第四十二条" if proven and proven.exists() else ""

    @property
    def life_or_death(self):
        """Law art. 26: may be punished with life or death, or the review of a death sentence."""
        notified = self.notified in (Notified.LIFE_OR_DEATH, Notified.DEATH_REVIEW)
        return notified or self.stage == "死刑复核"

    @property
    def defended(self):
        """Whether the handler defends: such powers follow from the law, and a written opinion is handed in (Procedure Rules art. 33, 34)."""
        accused = (
            self.kind == Kind.CRIMINAL
            and self.applicant_role in ACCUSED
            and self.notified != Notified.COMMITMENT
        )
        return "辩护" in self.mode or (not self.mode and accused)

    @property
    def aided(self):
        return self.state in AIDED or self.state in (State.SEALING, State.ARCHIVED)

    @property
    def by_notice(self):
        """An organ notified us (Law art. 36): nobody applied, nothing was examined or decided. The rest stands in `notice`."""
        return self.channel == Channel.NOTICE

    @property
    def urgent(self):
        return self.urgency != Urgency.NORMAL

    @property
    def finished(self):
        return self.state in CASE.final

    @property
    def sealed(self):
        return self.state in SEALED

    @cached_property
    def decision(self):
        """The one that holds; None before there is one. Those it took the place of are among `decisions`."""
        return next((row for row in self.decisions.all() if row.current), None)

    @property
    def representative(self):
        agents = (party for party in self.parties.all() if party.role == "representative")
        return next(agents, None)

    @property
    def meeting(self):
        """The first meeting of the handler who has the case now; one of an earlier handler stays among `meetings`."""
        return list(self.meetings.all())[-1] if self.first_met_on else None

    @property
    def joint(self):
        """Those who apply together with the applicant, as far as they are listed."""
        return list(self.joint_applicants.all()) if self.applicant_count > 1 else []

    @property
    def opponents(self):
        return [party for party in self.parties.all() if party.role == "opponent"]


class Draft(models.Model):
    """A half-filled form, kept while typing (encrypted); one per token. `path`: the page it belongs to, "" for the intake form."""

    token = models.UUIDField(unique=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    title = models.CharField(max_length=80, blank=True)
    path = models.CharField(max_length=80, blank=True)
    content = EncryptedTextField(blank=True)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-saved_at"]

    def __str__(self):
        return self.title or "未命名草稿"
