"""The words of an answer for everybody, and what is said when it goes out or is taken down."""

from django import forms

from cases.forms.fields import one_of, text
from cases.law import topics
from legalaid.faces.portal.numbers import find_patterns
from legalaid.faces.portal.registered import offices
from legalaid.platform.office.forms import OfficeForm

from .enums import Shown
from .renewing import ways_of

DOUBTFUL = "确是当事人的，请退回修改；只是普通词语或者同名的，写明理由（不少于4个字）。"
PARTS = ("title", "question", "answer")


class WordsForm(OfficeForm):
    """Sure signs of a person are refused as soon as they are written."""

    title = text("标题（一句话说明是什么事）", length=60)
    topic = forms.ChoiceField(label="问题类型", choices=topics.CHOICES)
    question = text("问（改写，不写姓名、单位、地点、日期、金额的零头）", rows=5, length=1000)
    answer = text("答", rows=8, length=3000)

    def clean(self):
        data = super().clean()
        known = offices()
        for name in PARTS:
            for one in find_patterns([("", data.get(name) or "")], known):
                self.add_error(name, f"有{one.what}“{one.text}”，请删去。")
        return data


class NewForm(WordsForm):
    token = forms.UUIDField(widget=forms.HiddenInput)


class ShowForm(OfficeForm):
    why = forms.CharField(label="列出的都不是当事人的姓名，理由", max_length=120, required=False)

    def __init__(self, *args, findings=(), **kwargs):
        super().__init__(*args, **kwargs)
        if not findings:
            del self.fields["why"]
            return
        self.fields["why"].help_text = f"{'；'.join(map(str, findings))}。{DOUBTFUL}"


class RenewForm(OfficeForm):
    shown = one_of("怎样核实是提问的人", Shown.choices)
    said = text("看了什么证件（种类、末四位），本人怎样说出问题的", rows=2, length=200)

    def __init__(self, *args, asked, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["shown"].choices = [(one.value, said) for one, said in ways_of(asked)]


class ReasonForm(OfficeForm):
    reason = forms.CharField(label="理由（不写个人信息）", max_length=120, min_length=4)
