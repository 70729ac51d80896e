"""Recipients no text reached: whom to tell what until when, the number for one call, the list on paper."""

from django.shortcuts import redirect
from django.utils import timezone

from cases.domain import telling as acts
from cases.forms.telling import ToldForm, UntoldForm
from cases.papers.telling import call_list_pdf
from cases.queries.contact import case_of_text, to_call
from cases.queries.telling import to_tell, told_lately, with_cases
from cases.tables.telling import TO_TELL, TOLD
from legalaid.platform.audit.chain import record
from legalaid.platform.core.words import moment
from legalaid.platform.notifications.texts import words_of
from legalaid.platform.office.downloads import PDF, download
from legalaid.platform.office.pages import ListPage, RowFormPage

PRINTED = 200


class Telling(ListPage):
    """POST prints the list: every number on it is put on record."""

    permission, template_name = acts.RIGHT, "cases/telling.html"

    def get_queryset(self):
        return to_tell(self.request.user, timezone.now())

    def get_context_data(self, **kwargs):
        context = super().get_context_data(table=TO_TELL, told_table=TOLD, **kwargs)
        context["page"].object_list = with_cases(context["page"].object_list)
        lately = told_lately(self.request.user, timezone.now())[:25]
        return context | {"told": with_cases(lately)}

    def post(self, request):
        rows = with_cases(self.get_queryset()[:PRINTED])
        if not rows:
            return redirect("cases:telling")

        printed = [
            {
                "until": moment(row.until),
                "person": row.person.name,
                "number": row.case.number,
                "phone": acts.dial(row, by=request.user),
                "other": row.person.safe_person or row.person.reach,
                "warning": row.person.warning,
                "untexted": row.error,
                "words": row.words,
            }
            for row in rows
        ]
        record("list.export", by=request.user, count=len(printed), query="打印电话告知单")
        today = timezone.localdate()
        return download(call_list_pdf(printed, by=request.user), f"telling-{today:%Y%m%d}.pdf", PDF)


class Tell(RowFormPage):
    """One of them; POST with `dial` shows the number."""

    permission, template_name = acts.RIGHT, "cases/tell.html"
    form_class, title, submit, done = ToldForm, "告知受援人", "登记", "已登记。"
    back = "../"

    def get_queryset(self):
        return to_tell(self.request.user, timezone.now())

    def version(self):
        return None

    def get_context_data(self, **kwargs):
        self.object.case = case_of_text(self.object)
        self.object.words = words_of(self.object)
        person = to_call(self.object, self.object.case)
        return super().get_context_data(person=person, **kwargs)

    def post(self, request, *args, **kwargs):
        if "dial" not in request.POST:
            return super().post(request, *args, **kwargs)
        number = acts.dial(self.object, by=request.user)
        return self.show(ToldForm(), 200, number=number, dialled=True)

    def act(self, form):
        acts.tell(self.object.pk, by=self.request.user, **form.cleaned_data)
        return "cases:telling"


class Untell(RowFormPage):
    permission = acts.RIGHT
    form_class, title, submit, done = (
        UntoldForm,
        "撤销告知的登记",
        "撤销",
        "已撤销，仍列入“待电话告知”。",
    )
    back = "../../"

    def get_queryset(self):
        return told_lately(self.request.user, timezone.now())

    def version(self):
        return None

    def act(self, form):
        acts.untell(self.object.pk, by=self.request.user, **form.cleaned_data)
        return "cases:telling"
