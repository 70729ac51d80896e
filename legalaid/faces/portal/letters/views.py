"""Staff pages: what those who follow a case wrote, answered and settled; on the page of the case, what was written either way."""

from django.template.loader import render_to_string

from cases.permissions import recused
from cases.queries.following import APPLICANT
from legalaid.platform.audit.chain import events_for
from legalaid.platform.audit.views import RevealPage
from legalaid.platform.office import panels
from legalaid.platform.office.addresses import address
from legalaid.platform.office.pages import ListPage, RowFormsPage

from . import forms
from .domain import settling as acts
from .enums import Kind, Outcome
from .file_views import shown
from .queries import (
    CLOSED_TO_ALL,
    LONGEST_NOTE,
    kinds_of,
    letters_for,
    office_letters_for,
    waiting_for,
)
from .tables import LETTERS

REFUSAL = "您的岗位不看网上来信。"
REGISTER = {
    Kind.REPLACEMENT: ("letters:replacement", "登记更换承办人的申请"),
    Kind.OBJECTION: ("letters:objection", "登记异议"),
    Kind.COMPLAINT: ("letters:complaint", "登记投诉"),
}
REGISTERED = {Kind.OBJECTION: "cases:objection", Kind.COMPLAINT: "quality:complaint"}
REVEALS = {"phone": "来信里的新号码"}


def reads_letters(user):
    return user.may("complaints.handle") or bool(kinds_of(user))


class LetterList(ListPage):
    """What waits first; the rest by `show`."""

    refusal = REFUSAL
    template_name = "portal/letters/list.html"

    def permits(self, user):
        return reads_letters(user)

    def get_queryset(self):
        user = self.request.user
        if self.request.GET.get("show") == "all":
            return letters_for(user).for_lists()
        return waiting_for(user).for_lists().order_by("due_at", "pk")

    def get_context_data(self, **kwargs):
        shown = "all" if self.request.GET.get("show") == "all" else "waiting"
        return super().get_context_data(table=LETTERS, shown=shown, **kwargs)


class LetterPage(RowFormsPage):
    refusal = REFUSAL
    template_name = "portal/letters/detail.html"
    act_forms = {
        "answer": forms.AnswerForm,
        "take": forms.ContactForm,
        "note": forms.NoteForm,
        "decline": forms.ReasonForm,
        "reopen": forms.ReopenForm,
    }
    done = "已办理，来信人凭查询码可以看到。"

    def permits(self, user):
        return reads_letters(user)

    def get_queryset(self):
        return letters_for(self.request.user).for_lists()

    def offered(self):
        row = self.object
        if row.outcome:
            return set() if row.outcome == Outcome.TAKEN else {"reopen"}
        if row.kind == Kind.MESSAGE:
            return {"answer", "note"}
        if row.kind == Kind.CONTACT:
            return {"take", "decline"}
        return {"decline"} if acts.may_decline(row, self.request.user) else set()

    def get_context_data(self, **kwargs):
        row = self.object
        others = letters_for(self.request.user).filter(case=row.case_id, writer=row.writer)
        context = super().get_context_data(
            person=row.case.applicant,
            reads=not self.request.user.may("complaints.handle"),
            events=events_for("letter", row.pk),
            others=others.exclude(pk=row.pk)[:10],
            files=shown(row, self.request.user),
            owed=row.case.supplements.filter(answered_at=None).last(),
            **ways_on(row),
            may_reveal=bool(row.phone) and self.request.user.may("cases.reveal"),
            **kwargs,
        )

        if context["take"] and not context["take"].is_bound:
            context["take"].initial["contact_note"] = noted(row)
        return context

    def answer(self, form):
        return acts.answer(self.object, by=self.request.user, text=form.cleaned_data["text"])

    def note(self, form):
        return acts.note(self.object, by=self.request.user)

    def decline(self, form):
        return acts.decline(self.object, by=self.request.user, **form.cleaned_data)

    def reopen(self, form):
        return acts.reopen(self.object, by=self.request.user, **form.cleaned_data)

    def take(self, form):
        return acts.take_contact(self.object, by=self.request.user, **form.cleaned_data)


def ways_on(row):
    """Where it is registered, and what it was registered as."""
    register = REGISTER.get(row.kind)
    made = REGISTERED.get(row.kind) if row.became else None
    return {
        "register": None
        if row.outcome or not register
        else (address(register[0], row.pk), register[1]),
        "made": address(made, row.became) if made else "",
    }


def noted(row):
    """What is heeded now, and what is asked for."""
    now = row.case.applicant.contact_note
    wished = row.text if row.who == APPLICANT or not row.text else f"{row.who}：{row.text}"
    return "；".join(filter(None, [now, " ".join(wished.split())]))[:LONGEST_NOTE]


class LetterReveal(RevealPage):
    permission, workflow, reveals = "cases.reveal", "letter", REVEALS

    def get_queryset(self):
        return letters_for(self.request.user).select_related("case__applicant")

    def caution(self):
        return self.object.case.applicant.warning

    def dial(self, field):
        """Nobody is called at a number that was not checked."""
        return ""


def may_begin(user, case):
    """Of a case that one has before oneself: as may_write_to, which asks the database."""
    barred = recused(user, case) or case.state in CLOSED_TO_ALL
    return user.may("letters.answer") and not barred


def of_case(request, case):
    """What was written either way, for whoever reads it, and the way to write."""
    user = request.user
    if not reads_letters(user):
        return ""
    rows = list(letters_for(user).filter(case=case.pk).defer("text", "phone", "answer")[:5])
    sent = office_letters_for(user).filter(case=case.pk).select_related("opening")
    told = {"letters": rows, "written": list(sent.defer("text")[:5])}
    told["write"] = address("letters:write", case.pk) if may_begin(user, case) else ""
    return render_to_string("portal/letters/_panel.html", told) if any(told.values()) else ""


panels.register("case", of_case)
