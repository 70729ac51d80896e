"""Major and difficult cases and their discussions: what a case is found to be, calling, the minutes, what follows."""

from functools import partial

from cases.domain import discussion as acts
from cases.enums import SEALED, Level
from cases.forms import discussion as forms
from cases.queries.case import cases_for
from cases.queries.discussion import discussions_for, dissent_of, grounds_of, lacks_discussion
from legalaid.platform.accounts.roles import Role
from legalaid.platform.documents.models import Paper
from legalaid.platform.office.pages import MadeOnce, RowFormPage, RowFormsPage


class AtDiscussion:
    permission, refusal = "cases.discuss", "您的岗位不登记案件讨论。"

    @property
    def at_centre(self):
        return self.request.user.role != Role.HANDLER


class Discussions(AtDiscussion, RowFormsPage):
    """Of one case: its grounds, who flagged it, what was discussed."""

    template_name = "cases/discussions.html"

    def get_queryset(self):
        return cases_for(self.request.user).for_lists()

    @property
    def act_forms(self):
        flags = self.object.major_flags.standing()
        return {"flag": forms.FlagForm, "lift": partial(forms.LiftForm, flags=flags)}

    def offered(self):
        if self.object.state in SEALED:
            return ()
        lifts = self.at_centre and self.object.major_flags.standing().exists()
        return ("flag", "lift") if lifts else ("flag",)

    def get_context_data(self, **kwargs):
        case = self.object
        return super().get_context_data(
            case=case,
            grounds=grounds_of(case),
            lacking=lacks_discussion(case),
            discussions=case.discussions.prefetch_related("people", "tasks"),
            open=case.state not in SEALED,
            **kwargs,
        )

    def flag(self, form):
        acts.flag(self.object, by=self.request.user, **form.cleaned_data)
        return self.request.path

    def lift(self, form):
        if not self.at_centre:
            raise acts.DomainError("由中心取消标记。")
        acts.lift(
            form.cleaned_data["flag"], by=self.request.user, reason=form.cleaned_data["reason"]
        )
        return self.request.path


class DiscussionNew(AtDiscussion, MadeOnce, RowFormPage):
    form_class = forms.CallForm
    title, submit, done = "召集讨论", "召集", "已登记，承办人已收到提醒。"

    def get_queryset(self):
        return cases_for(self.request.user).exclude(state__in=SEALED)

    def get_form_kwargs(self):
        levels = Level.choices if self.at_centre else [(Level.FIRM.value, Level.FIRM.label)]
        return super().get_form_kwargs() | {"levels": levels}

    def get_initial(self):
        return {"level": Level.CENTRE if self.at_centre else Level.FIRM}

    def act(self, form):
        return acts.call(self.object, by=self.request.user, **form.cleaned_data)


class OneDiscussion(AtDiscussion):
    def get_queryset(self):
        return discussions_for(self.request.user)

    @property
    def others(self):
        """Whether it is the centre's, and this person is not of it."""
        return self.object.level == Level.CENTRE and not self.at_centre


class DiscussionPage(OneDiscussion, RowFormsPage):
    """One discussion: called, then what was said and concluded."""

    template_name = "cases/discussion.html"

    @property
    def act_forms(self):
        row = self.object
        return {
            "hold": partial(forms.HoldForm, people=row.people.all()),
            "cancel": forms.CancelForm,
            "task": partial(forms.TaskForm, tasks=row.tasks.filter(done_on=None)),
        }

    def offered(self):
        row = self.object
        if row.case.state in SEALED:
            return ()
        if row.held_on:
            return ("task",) if row.tasks.filter(done_on=None).exists() else ()
        return () if row.cancelled_at or self.others else ("hold", "cancel")

    def get_context_data(self, **kwargs):
        row = self.object
        minutes = Paper.objects.filter(
            workflow="case", subject_id=row.case_id, kind="discussion_minutes"
        )
        people = list(row.people.all())
        held = {
            "votes": acts.votes_told([one.vote for one in people]),
            "dissent": dissent_of(people),
            "papers": minutes.defer("context").select_related("superseded_by"),
        }

        return super().get_context_data(
            case=row.case,
            correctable=row.held_on and row.case.state not in SEALED and not self.others,
            people=people,
            tasks=row.tasks.all(),
            **(held if row.held_on else {}),
            **kwargs,
        )

    def hold(self, form):
        return acts.hold(self.object, by=self.request.user, **form.facts())

    def cancel(self, form):
        return acts.cancel(self.object, by=self.request.user, **form.cleaned_data)

    def task(self, form):
        return acts.settle_task(form.cleaned_data["task"], by=self.request.user)


class Correct(OneDiscussion, RowFormPage):
    form_class = forms.CorrectMinutesForm
    title, submit, done = "更正集体讨论记录", "更正", "已更正，记录重新出具，请打印后由参加人签名。"

    def get_queryset(self):
        held = super().get_queryset().held()
        return held.exclude(case__state__in=SEALED)

    def get_form_kwargs(self):
        waiting = list(self.object.tasks.filter(done_on=None))
        return super().get_form_kwargs() | {"people": self.object.people.all(), "tasks": waiting}

    def get_initial(self):
        row = self.object
        return self.form_class.on_file(row, row.people.all(), row.tasks.filter(done_on=None))

    def act(self, form):
        return acts.correct_minutes(
            self.object, by=self.request.user, seen=self.seen(), **form.facts()
        )
