"""Work of the machine that failed: what it was for, when and why; run again, or given up with a reason."""

from contextlib import suppress

from django import forms
from django.db import transaction
from django.urls import reverse

from legalaid.platform.accounts.models import User
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.words import moment
from legalaid.platform.jobs import queue
from legalaid.platform.jobs.kinds import KINDS, describe, reason
from legalaid.platform.jobs.models import Job
from legalaid.platform.office.forms import OfficeForm
from legalaid.platform.office.pages import ListPage, RowFormsPage
from legalaid.platform.office.tables import Column, Table

from .chain import events_for, record
from .verbs import subject

subject("job", "后台任务")
MOST = 200  # others at once
MEANWHILE = "这项任务刚才已经有人处理，或者已经做成，没有再办。"

FAILED = Table(
    empty="没有失败的任务。",
    hint="文书、卷宗、导出、提醒、备份等后台工作没有做成的，都列在这里。",
    columns=(
        Column("purpose", "任务", link=lambda row: reverse("failed_job", args=[row.pk])),
        Column("owner", "提出人", none="系统"),
        Column("finished_at", "失败时间", kind="date", show=moment),
        Column("attempts", "做过", kind="num", show=lambda count: f"{count}次"),
        Column("reason", "为什么没有做成", reason),
    ),
)


def run_again(row, *, by):
    if said := over(row):
        raise DomainError(said)
    _settle(queue.run_again, row, "job.again", by=by)


def give_up(row, *, by, reason):
    _settle(queue.give_up, row, "job.given_up", by=by, reason=reason)


def _settle(act, row, verb, *, by, **said):
    """Of two people who do something about it one is told that it was done."""
    describe([row])
    with transaction.atomic():
        if not act(row.pk):
            raise DomainError(MEANWHILE)
        record(verb, by=by, workflow="job", subject_id=row.pk, what=row.purpose, **said)


def over(row):
    """Why to run it again would do nothing."""
    kind = KINDS.get(row.kind)
    return kind.over if kind else "现在的系统已经没有这种任务，请放弃。"


def _told(rows):
    """With what each was for and who asked for it."""
    describe(rows)
    names = dict(
        User.objects.filter(pk__in={row.owner_id for row in rows}).values_list("pk", "name")
    )
    for row in rows:
        row.owner = names.get(row.owner_id, "")
    return rows


class FailedJobs(ListPage):
    permission = "office.settings"
    template_name = "audit/failed.html"
    queryset = Job.objects.filter(state=Job.State.FAILED).order_by("-finished_at", "-pk")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(table=FAILED, **kwargs)
        _told(context["page"].object_list)
        return context


def each(act, row, *, alike, **said):
    """Does it with this job, and with the others of its kind that failed where `alike`; what somebody did meanwhile is left. Returns
    how many were done."""
    act(row, **said)
    if not alike:
        return 1

    done = 1
    for other in others(row)[:MOST]:
        with suppress(DomainError):
            act(other, **said)
            done += 1
    return done


def others(row):
    """The other jobs of its kind that failed."""
    failed = Job.objects.filter(state=Job.State.FAILED, kind=row.kind)
    return failed.exclude(pk=row.pk).order_by("pk")


class Again(OfficeForm):
    alike = forms.BooleanField(
        label="同类没有做成的一起",
        required=False,
        widget=forms.CheckboxInput(attrs={"autofocus": False}),  # the button comes first
    )


class GiveUp(OfficeForm):
    reason = forms.CharField(
        label="理由",
        min_length=2,
        max_length=120,
        widget=forms.TextInput(attrs={"autofocus": False}),  # the button above it comes first
        help_text="记入审计；例如：已另行生成、已用纸质办理",
    )
    alike = forms.BooleanField(label="同类没有做成的一起", required=False)


class FailedJob(RowFormsPage):
    permission = "office.settings"
    template_name = "audit/failed_job.html"
    act_forms = {"again": Again, "give_up": GiveUp}

    def get_queryset(self):
        return Job.objects.all()

    def offered(self):
        if self.object.state != Job.State.FAILED:
            return ()
        return ("give_up",) if over(self.object) else ("again", "give_up")

    def get_context_data(self, **kwargs):
        _told([self.object])
        return super().get_context_data(
            failed=self.object.state == Job.State.FAILED,
            reason=reason(self.object),
            over=over(self.object),
            others=others(self.object).count(),
            events=events_for("job", self.object.pk),
            **kwargs,
        )

    def again(self, form):
        done = each(run_again, self.object, by=self.request.user, **form.cleaned_data)
        self.done = f"已重新排队：{self.object.purpose}{_and(done)}。没有做成的会再列在这里。"
        return reverse("failed_jobs")

    def give_up(self, form):
        done = each(give_up, self.object, by=self.request.user, **form.cleaned_data)
        self.done = f"已放弃：{self.object.purpose}{_and(done)}。"
        return reverse("failed_jobs")


def _and(done):
    return f"，连同同类的共{done}项" if done > 1 else ""
