from cases.forms.fields import one_of, text
from legalaid.platform.office.forms import OfficeForm

from .enums import Checked


class AnswerForm(OfficeForm):
    text = text("答复（来信人凭查询码在网上看到）", length=1000, rows=5)


class ReasonForm(OfficeForm):
    """What is typed without looking must not go to whoever wrote as a refusal: it is not the first field of its page."""

    reason = text("理由（来信人看得到）", length=300, rows=2)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].widget.attrs.pop("autofocus", None)


class ReopenForm(OfficeForm):
    reason = text("重新办理的理由", length=200, rows=2)


class NoteForm(OfficeForm):
    """The button alone."""


class ContactForm(OfficeForm):
    checked = one_of("怎样核实是本人", Checked.choices)
    said = text("核实的情况", length=200, rows=2, help_text="向谁、什么时候、说了什么。只打登记的原号码，不打来信里的新号码来核实。")  # fmt: skip
    contact_note = text("以后联系要注意的（联系注意事项，可不填）", required=False, length=120)
