"""Staff pages: a letter to whoever follows a case, whether it was read, taken back; those that were written."""

from django.utils.functional import cached_property

from legalaid.platform.office.pages import ListPage, RowFormPage, RowFormsPage, SentOnce

from . import forms
from .addressing import last_look, readers_of, why_not_online
from .domain import office as acts
from .queries import cases_to_write_in, files_of, may_write_to, office_letters_for
from .tables import WRITTEN

PERMISSION, REFUSAL = "letters.answer", "您的岗位不给当事人写信。"


class Write(SentOnce, RowFormPage):
    """Where nobody would read it online the page says why, and by what way instead."""

    permission, refusal = PERMISSION, REFUSAL
    template_name = "portal/letters/write.html"
    form_class = forms.OfficeLetterForm
    title, submit = "给当事人写信", "发出"
    done = "已发出，收信人凭查询码可以看到。"

    def get_queryset(self):
        return cases_to_write_in(self.request.user).select_related("applicant", "station", "cause")

    @cached_property
    def readers(self):
        return readers_of(self.object)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"readers": self.readers}

    def get_context_data(self, **kwargs):
        case = self.object
        told = {
            "shut": why_not_online(case),
            "readers": self.readers,
            "looked": last_look(case),
        }
        return super().get_context_data(**told | kwargs)

    def version(self):
        """A letter changes nothing of the case."""
        return None

    def act(self, form):
        said = {"token": self.token, "by": self.request.user, **form.letter()}
        return acts.write_to(self.object, **said)


class Written(RowFormsPage):
    permission, refusal = PERMISSION, REFUSAL
    template_name = "portal/letters/written.html"
    act_forms = {"take_back": forms.TakeBackForm}
    done = "已收回。"

    def get_queryset(self):
        return office_letters_for(self.request.user).for_lists()

    def offered(self):
        row = self.object
        mine = not row.taken_back_at and may_write_to(row.case, self.request.user)
        return {"take_back"} if mine else set()

    def get_context_data(self, **kwargs):
        row = self.object
        told = {"replies": row.replies.order_by("sent_at"), "person": row.case.applicant}
        told["files"] = files_of(row)
        return super().get_context_data(**told | kwargs)

    def take_back(self, form):
        return acts.take_back(self.object, by=self.request.user, **form.cleaned_data)


class WrittenList(ListPage):
    """`show`: unread, those nobody opened yet."""

    permission, refusal = PERMISSION, REFUSAL
    template_name = "portal/letters/list.html"

    def get_queryset(self):
        rows = office_letters_for(self.request.user).for_lists().defer("text")
        return rows.unread() if self.request.GET.get("show") == "unread" else rows

    def get_context_data(self, **kwargs):
        shown = "unread" if self.request.GET.get("show") == "unread" else "written"
        return super().get_context_data(table=WRITTEN, shown=shown, **kwargs)
