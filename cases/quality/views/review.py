"""Peer reviews: the list, one review as its reader may see it, its steps, an expert's own sheet, the figures for publication."""

from functools import cached_property

from django.db.models import F
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from cases.quality.domain.review import draw, hand_in
from cases.quality.enums import ReviewState, Tool
from cases.quality.forms import review as forms
from cases.quality.forms.usual import EmptyForm, ReasonForm, SpanForm
from cases.quality.queries.draw import drawn_for
from cases.quality.queries.expert import Suitability
from cases.quality.queries.result import result_of
from cases.quality.queries.review import (
    drawable_for,
    figures,
    reviews_for,
    sheets_for,
    this_year,
)
from cases.quality.queries.work import files_of, work_of
from cases.quality.tables.review import REVIEWS, SHEETS
from cases.quality.workflow import REVIEW
from legalaid.platform.audit.chain import events_for, record
from legalaid.platform.core.errors import DomainError
from legalaid.platform.documents.storage import serve
from legalaid.platform.office.pages import (
    FormPage,
    ListPage,
    Page,
    RowFormPage,
    RowMixin,
    SentOnce,
)
from legalaid.platform.procedure.views import StepView


class Reviews(ListPage):
    """Newest first: of who arranges them all in reach, of a handler those told."""

    template_name = "quality/reviews.html"
    refusal = "您的岗位不看同行评估。"

    def permits(self, user):
        return user.may("reviews.manage") or user.may("reviews.answer")

    def get_queryset(self):
        return reviews_for(self.request.user)

    def get_context_data(self, **kwargs):
        return super().get_context_data(table=REVIEWS, **kwargs)


class ReviewNew(SentOnce, FormPage):
    permission, refusal = "reviews.manage", "您的岗位不组织同行评估。"
    title, submit, done = "列入同行评估", "列入", "已列入，请指派两名专家。"
    form_class, back = forms.DrawForm, "/quality/reviews/"

    def get_initial(self):
        """Of those drawn by a plan the first that may be put forward."""
        numbers = drawn_for(Tool.REVIEW).values("case")
        first = drawable_for(self.request.user).filter(pk__in=numbers.order_by()).first()
        return {"number": first.number if first else ""}

    def act(self, form):
        number = form.cleaned_data["number"].strip()
        case = drawable_for(self.request.user).filter(number=number).first()
        if case is None:
            raise DomainError(NOT_FOUND, field="number")
        return draw(case, by=self.request.user, token=self.token)


FEW = 3  # a third reads the file where two lie apart
NO_THIRD = "没有评过此案的专家只剩{names}两名：两份评分相差较大时没有第三名可以指派，请先聘任。"
TOO_FEW = "没有评过此案的专家不足两名，复评无法指派，请先聘任。"
NOT_FOUND = (
    "没有这件可以评估的案件：须已通过结案审查、不受特别保护、没有列入评估，也没有定等次并发放补贴。"
)


class ReviewPage(RowMixin, Page):
    """Whoever arranges it reads the scores once all are in; whoever handled the case reads what was told, without names."""

    template_name = "quality/review.html"

    def permits(self, user):
        """Which reviews one may see is said by the queryset."""
        return True

    def get_queryset(self):
        return reviews_for(self.request.user)

    def get_context_data(self, **kwargs):
        row, user = self.object, self.request.user
        arranges = user.may("reviews.manage")
        return super().get_context_data(
            row=row,
            arranges=arranges,
            task=task_of(row),
            steps=[step for step in REVIEW.available(row, user) if not _too_late(row, step)],
            sheets=row.standing_sheets().select_related("user", "expert") if arranges else (),
            result=result_of(row, named=arranges),
            deadlines=list(row.deadlines),
            events=events_for("review", row.pk) if arranges else (),
            **kwargs,
        )


LATE = ("object", "agree_result")


def _too_late(row, step):
    """What can no longer be said is not offered: the days to object are over."""
    return row.objection_over and step.key in LATE


def task_of(row):
    """What is done next; while the handler may object, it waits for that."""
    waits = row.state == ReviewState.TOLD and not row.agreed_at and not row.objection_over
    return "等承办人表示意见，或者异议期满" if waits else REVIEW.places[row.state].task


class ReviewStep(StepView):
    workflow = REVIEW
    template_name = "quality/review_step.html"

    def get_scope(self):
        return reviews_for(self.request.user)


class OfExperts(ReviewStep):
    @cached_property
    def suits(self):
        return Suitability(self.subject, timezone.now())

    @cached_property
    def experts(self):
        return self.suits.suitable()

    def get_context_data(self, **kwargs):
        """Where there are few, who of the pool is left out, and why."""
        left_out = self.suits.left_out() if len(self.experts) < FEW else ()
        shown = {"experts": self.experts, "left_out": left_out, "few": len(self.experts) < FEW}
        return super().get_context_data(**shown, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"experts": self.experts}


class Assign(OfExperts):
    step_key, form_class = "assign", forms.AssignForm
    done = "已交给两名专家，他们已收到提醒。"


class AssignThird(OfExperts):
    step_key, form_class = "assign_third", forms.ThirdForm
    done = "已交给第三名专家。"


class ReplaceExpert(OfExperts):
    step_key, form_class = "replace_expert", forms.ReplaceForm
    done = "已更换。"

    def get_form_kwargs(self):
        sheets = self.subject.standing_sheets().filter(handed_at=None)
        return super().get_form_kwargs() | {"sheets": of_people(sheets)}


class ReturnSheet(ReviewStep):
    step_key = "return_sheet"
    form_class = forms.OfSheets
    done = "已退回。"

    def get_form_kwargs(self):
        sheets = self.subject.standing_sheets().exclude(handed_at=None)
        return super().get_form_kwargs() | {"sheets": of_people(sheets)}


def of_people(sheets):
    return sheets.select_related("expert__user__handler__firm", "expert__user__staff__station")


def step(key, form=EmptyForm, done=""):
    """The page of a step that asks one thing at the most."""
    return type(key, (ReviewStep,), {"step_key": key, "form_class": form, "done": done})


Announce = step("announce", done="已告知承办人。")
AgreeResult = step("agree_result", done="已记下您没有异议。")
TakeBack = step("take_back", done="异议已撤回。")
Settle = step("settle", done="已定等次，并记入案件。")
ObjectTo = step("object", forms.ObjectForm, "异议已提出，由其他专家复评。")


class Anew(ReviewStep):
    """Before it is read again: whether enough are left who have not read it, and a third where the two would lie apart."""

    form_class = ReasonForm

    def get_context_data(self, **kwargs):
        suits = Suitability(self.subject, timezone.now())
        left = suits.suitable()
        warning = "" if len(left) > 2 else TOO_FEW if len(left) < 2 else NO_THIRD
        said = warning.format(names="、".join(map(str, left)))
        return super().get_context_data(warning=said, few=bool(said), **kwargs)


class ReviewAgain(Anew):
    step_key, done = "review_again", "请指派没有评过此案的专家。"


class ReviewAnew(Anew):
    step_key = "review_anew"
    done = "请指派没有评过此案的专家；新的等次定下以前，原等次不变。"


OrderRectification = step("order_rectification", forms.FaultsForm, "已告知承办人整改。")
LiftRectification = step("lift_rectification", ReasonForm, "已撤销整改要求。")
ReportRectified = step("report_rectified", forms.DoneForm, "已报告，等待复查。")
AcceptRectified = step("accept_rectified", forms.FoundForm, "整改完毕。")
ReturnRectified = step("return_rectified", forms.FoundForm, "已退回继续整改。")
RecheckAgain = step("recheck_again", ReasonForm, "复查结论已撤销，请重新复查。")
Withdraw = step("withdraw", ReasonForm, "评估已撤销。")


def not_to_read(sheet, user):
    """Why the file of this sheet is shut to whoever it was given to; ""."""
    refusal = REVIEW.refusal(REVIEW.steps["score"], sheet.review, user)
    return refusal or Suitability(sheet.review, timezone.now()).bar(sheet.expert)


class Scores(ListPage):
    """The sheets one has to fill, and has handed in."""

    permission, refusal = "reviews.score", "您的岗位不参加同行评估。"
    template_name = "quality/scores.html"

    def get_queryset(self):
        waiting = F("handed_at").asc(nulls_first=True)
        return sheets_for(self.request.user).order_by(waiting, "-given_at")

    def get_context_data(self, **kwargs):
        return super().get_context_data(table=SHEETS, **kwargs)


class Score(RowFormPage):
    """One's own sheet: the file, and a box for each item; once handed in it is read only."""

    permission, refusal = "reviews.score", "您的岗位不参加同行评估。"
    template_name, form_class = "quality/score.html", forms.ScoreForm
    submit, done, back = "交评分表", "评分表已交。", "/quality/scores/"

    def get_queryset(self):
        return sheets_for(self.request.user)

    @cached_property
    def waits(self):
        return not not_to_read(self.object, self.request.user)

    def version(self):
        return self.object.review.version

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"sheet": self.object.review.sheet}

    def get_context_data(self, **kwargs):
        review = self.object.review
        reading = (
            {"work": work_of(review.case), "files": files_of(review.case)} if self.waits else {}
        )
        return super().get_context_data(waits=self.waits, review=review, **reading, **kwargs)

    def act(self, form):
        hand_in(self.object.review, by=self.request.user, **form.facts())
        return "quality:scores"


class ScoreFile(RowMixin, Page):
    """A sheet of the file, for whoever has to score it and as long; on record with the review, not with the case."""

    permission = "reviews.score"

    def get_queryset(self):
        return sheets_for(self.request.user)

    def get(self, request, pk, file):
        if not_to_read(self.object, request.user):
            raise Http404
        row = get_object_or_404(files_of(self.object.review.case), pk=file)
        if row.active:
            raise Http404
        where = {"workflow": "review", "subject_id": self.object.review_id}
        record("file.download", by=request.user, **where, title=row.title)
        return serve(row.look, row.title, row.look_mime)


class Figures(Page):
    """How many of each grade between two days, to be published: figures alone."""

    permission, refusal = "reviews.figures", "您的岗位不看评估统计。"
    template_name = "quality/review_figures.html"

    def get_context_data(self, **kwargs):
        first, last = this_year()
        form = SpanForm(self.request.GET or {"first": first, "last": last})
        if form.is_valid():
            first, last = form.cleaned_data["first"], form.cleaned_data["last"]
        said = figures(self.request.user, first, last)
        return super().get_context_data(form=form, first=first, last=last, said=said, **kwargs)


STEPS = (
    Assign,
    AssignThird,
    ReplaceExpert,
    ReturnSheet,
    Announce,
    ObjectTo,
    AgreeResult,
    TakeBack,
    ReviewAgain,
    Settle,
    OrderRectification,
    LiftRectification,
    ReportRectified,
    AcceptRectified,
    ReturnRectified,
    RecheckAgain,
    ReviewAnew,
    Withdraw,
)
