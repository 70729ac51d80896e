from cases.forms.fields import one_of, text
from legalaid.faces.portal.uploading import ACCEPT
from legalaid.platform.office.forms import FilesField, OfficeForm

from .enums import Checked


class AnswerForm(OfficeForm):
    text = text("答复（来信人凭查询码在网上看到）", length=1000, rows=5)


class GraveForm(OfficeForm):
    """What is typed without looking must not go out as a refusal, nor take back what went: it is not the first field of its page."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].widget.attrs.pop("autofocus", None)


class ReasonForm(GraveForm):
    reason = text("理由（来信人看得到）", length=300, rows=2)


class OfficeLetterForm(OfficeForm):
    reader = one_of("写给谁", ())
    text = text(
        "内容（收信人凭查询码在网上看到）",
        length=2000,
        rows=8,
        help_text="知道查询码和证件号码后四位的人都看得到，不该让别人知道的不写。",
    )

    file = FilesField(label="照片、PDF（没有的不选）", required=False, accept=ACCEPT)

    def __init__(self, *args, readers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reader"].choices = [(one.key, str(one)) for one in readers]
        if len(readers) == 1:
            self.initial["reader"] = readers[0].key

    def letter(self):
        said = {name: self.cleaned_data[name] for name in ("reader", "text")}
        return said | {"files": self.cleaned_data["file"]}


class KeepForm(OfficeForm):
    slot = one_of("收入哪一项", ())

    def __init__(self, *args, slots, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["slot"].choices = slots


class TakeBackForm(GraveForm):
    reason = text("收回的理由", length=200, rows=2)


class ReopenForm(OfficeForm):
    reason = text("重新办理的理由", length=200, rows=2)


class NoteForm(OfficeForm):
    """The button alone."""


class ContactForm(OfficeForm):
    checked = one_of("怎样核实是本人", Checked.choices)
    said = text("核实的情况", length=200, rows=2, help_text="向谁、什么时候、说了什么。只打登记的原号码，不打来信里的新号码来核实。")  # fmt: skip
    contact_note = text("以后联系要注意的（联系注意事项，可不填）", required=False, length=120)
