"""What the bureau asks of one, on a page that tells nothing else; and the grounds from which a complaint is registered."""

from django.db.models import F

from cases.quality.forms import complaint as forms
from cases.quality.models import ComplaintGround
from cases.quality.queries.complaint import inquiries_for
from cases.quality.tables.complaint import GROUNDS, INQUIRIES
from cases.quality.workflow import COMPLAINT
from legalaid.platform.audit.chain import record
from legalaid.platform.audit.verbs import verb
from legalaid.platform.office.pages import EditPage, FormPage, ListPage, MadeOnce, RowFormPage

verb(
    "complaint_ground.saved",
    "设置投诉事由“{text}”，计入“{line}”{state}",
    data=("text", "line", "state"),
)


class Inquiries(ListPage):
    permission, refusal = "complaints.reply", "您的岗位没有司法局的询问。"
    template_name = "quality/rows.html"

    def get_queryset(self):
        first = F("answered_at").asc(nulls_first=True)
        return inquiries_for(self.request.user).order_by(first, "due_on", "pk")

    def get_context_data(self, **kwargs):
        return super().get_context_data(table=INQUIRIES, title=INQUIRIES.title, **kwargs)


class Inquiry(RowFormPage):
    """The question with its limit; the answer goes to the bureau alone."""

    permission, refusal = "complaints.reply", "您的岗位没有司法局的询问。"
    template_name = "quality/inquiry.html"
    form_class = forms.StatementForm
    done = "已答复司法局。"
    back = ""

    def get_queryset(self):
        return inquiries_for(self.request.user)

    def act(self, form):
        give = COMPLAINT.acts["give_statement"]
        said = {"inquiry": self.object, "answer": form.cleaned_data["answer"]}
        give(self.object.complaint, by=self.request.user, **said)
        return "quality:inquiries"


class Grounds(ListPage):
    permission, refusal = "complaints.handle", "投诉事由由司法局设置。"
    template_name = "quality/grounds.html"

    def get_queryset(self):
        return ComplaintGround.objects.all()

    def get_context_data(self, **kwargs):
        return super().get_context_data(table=GROUNDS, **kwargs)


class SavesGround:
    permission, refusal = "complaints.handle", "投诉事由由司法局设置。"
    title, form_class, back = "投诉事由", forms.GroundForm, "/quality/complaints/grounds/"

    def act(self, form):
        row = form.save()
        said = {"text": row.text, "line": row.get_line_display()}
        state = "" if row.active else "，停用"
        where = {"workflow": "complaint_ground", "subject_id": row.pk}
        record("complaint_ground.saved", by=self.request.user, state=state, **where, **said)
        return "quality:complaint_grounds"


class GroundNew(SavesGround, MadeOnce, FormPage):
    pass


class GroundEdit(SavesGround, EditPage):
    def get_queryset(self):
        return ComplaintGround.objects.all()
