from django import forms
from django.db.models import TextChoices
from django.utils import timezone

from cases.enums import ATTEMPTS, FollowUpResult, Outcome, Satisfaction
from cases.law import alarm, callback, closing_date, retention, sevenones
from cases.law.catalogue import HANDLER_SLOTS
from cases.law.outcomes import unfitting
from legalaid.platform.core.words import moment
from legalaid.platform.office.forms import OfficeForm

from .fields import day, either, one_of, text, themselves, ticks
from .progress import DICTATED, MANNERS

YES_NO = ("是", "否")


class ConcludeForm(OfficeForm):
    document = forms.ChoiceField(label="结案依据")
    document_number = text("文书编号", length=60, required=False)
    closed_on = day("结案日", initial=timezone.localdate)
    served_on = day("受援人本人收到文书的日期（上诉、起诉期限从早的一天起算）", required=False)
    outcome = forms.ChoiceField(label="办理结果")
    amount_won = forms.DecimalField(
        label="挽回损失或取得利益（元）",
        max_digits=14,
        decimal_places=2,
        min_value=0,
        required=False,
        error_messages={"min_value": "金额不能为负数。"},
        widget=forms.NumberInput(attrs={"inputmode": "decimal"}),
    )
    adopted = text("意见采纳情况", required=False, rows=2)
    result = text("处理结果", rows=4, **DICTATED)
    hearings_off = forms.BooleanField(required=False)

    def __init__(self, *args, case, ahead=(), **kwargs):
        """`ahead`: the hearings that are still to come."""
        super().__init__(*args, **kwargs)
        when = "、".join(f"{moment(row.starts_at)}{row.organ}" for row in ahead)
        self.fields["hearings_off"].label = f"{when}的开庭不再进行（随结案取消）"
        if not ahead:
            del self.fields["hearings_off"]
        documents = closing_date.documents(case.kind, case.stage)
        self.fields["document"].choices = themselves(documents)

        matter = (case.kind, case.mode, case.stage)
        fitting = [one for one in Outcome if not unfitting(one.value, *matter)]
        self.fields["outcome"].choices = [(one.value, one.label) for one in fitting]


class AmendClosureForm(OfficeForm):
    document = forms.ChoiceField(label="结案依据")
    document_number = text("文书编号", length=60, required=False)
    closed_on = day("结案日（收到文书之日）")
    reason = text("更正的理由", length=300, rows=2)

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        documents = closing_date.documents(case.kind, case.stage)
        self.fields["document"].choices = themselves(documents)


class ReopenForm(OfficeForm):
    reason = text("撤销的理由", length=300, rows=2)


class ReportClosureForm(OfficeForm):
    summary = text("承办情况小结", rows=8, **DICTATED)
    discussed_on = day("集体讨论日期", required=False)
    discussion = text("集体讨论情况", required=False, rows=3)
    no_opinion = text("没有提交书面辩护意见的理由", required=False, rows=2)

    def __init__(self, *args, wants_opinion, **kwargs):
        """`wants_opinion`: a defence of which no written opinion lies in the file."""
        super().__init__(*args, **kwargs)
        if not wants_opinion:
            del self.fields["no_opinion"]

    def clean(self):
        data = super().clean()
        if bool(data.get("discussed_on")) != bool(data.get("discussion")):
            self.add_error("discussion", "集体讨论的日期和情况须一并填写。")
        return data


class ReturnClosureForm(OfficeForm):
    REASONS = (
        "缺少必备材料",
        "材料不完整",
        "签名或日期缺失",
        "结案报告过于简单",
        "文书与案情不符",
        "其他",
    )
    reasons = ticks("退回理由", themselves(REASONS))
    note = text("具体要求", rows=3)


class ApproveClosureForm(OfficeForm):
    opinion = text("结案审查意见（可不填）", required=False, rows=2)
    stage_checked = forms.BooleanField(
        error_messages={"required": "请与结案依据核对所处阶段，核对后勾选。"}
    )

    def __init__(self, *args, restagings, **kwargs):
        """`restagings`: how a handler changed the stage, in words."""
        super().__init__(*args, **kwargs)
        label = f"承办人更新过所处阶段（{'；'.join(restagings)}），补贴按现在的阶段核算：已与结案依据核对，无误"
        self.fields["stage_checked"].label = label
        if not restagings:
            del self.fields["stage_checked"]


class AskItemForm(OfficeForm):
    slot = forms.ChoiceField(label="补哪一项", choices=[("", "请选择"), *HANDLER_SLOTS.items()])
    due = day("在哪一天以前补交（含当日）")
    reason = text("缺什么、为什么", rows=3)


class GiveItemForm(OfficeForm):
    note = text("无法补交的，写明原因（已在“材料”上传的不填）", required=False, rows=2)


class PlanFollowUpForm(OfficeForm):
    officer = forms.ModelChoiceField(
        label="由谁回访",
        queryset=None,
        empty_label="请选择",
        error_messages={"required": "请选择由谁回访。"},
    )
    due_on = day("在哪一天以前（含当日）")

    def __init__(self, *args, callers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["officer"].queryset = callers
        self.fields["officer"].label_from_instance = _with_post


def _with_post(user):
    return f"{user.name}（{user.get_role_display()}）"


class TryFollowUpForm(OfficeForm):
    manner = forms.ChoiceField(label="方式", choices=MANNERS, initial="电话")
    result = forms.ChoiceField(
        label="结果",
        choices=[(one.value, one.label) for one in ATTEMPTS],
    )
    note = text("备注", required=False)

    def clean_result(self):
        return FollowUpResult(self.cleaned_data["result"])


class FollowUpForm(OfficeForm):
    manner = forms.ChoiceField(label="方式", choices=MANNERS, initial="电话")
    met = either(callback.ALWAYS["met"], *YES_NO)
    told = either(callback.ALWAYS["told"], *YES_NO)
    reported = either(callback.ALWAYS["reported"], *YES_NO)
    money_asked = either(callback.ALWAYS["money_asked"], *YES_NO)
    satisfaction = one_of("满意度", Satisfaction.choices)
    suggestions = text("意见建议", required=False, rows=3)

    def __init__(self, *args, questions, **kwargs):
        """`questions`: what the county asks besides."""
        super().__init__(*args, **kwargs)
        last = {name: self.fields.pop(name) for name in ("satisfaction", "suggestions")}
        self.asked = {f"asked_{number}": one for number, one in enumerate(questions)}
        for name, question in self.asked.items():
            self.fields[name] = one_of(question, themselves(callback.ANSWERS))
        self.fields |= last

    def clean_satisfaction(self):
        return Satisfaction(self.cleaned_data["satisfaction"])

    def facts(self):
        said = dict(self.cleaned_data)
        more = [[question, said.pop(name)] for name, question in self.asked.items()]
        return said | {"more": more}


class VoidCallForm(OfficeForm):
    reason = text("作废的理由（本来是哪一件的回访）", length=200, rows=2)


class CorrectCallForm(FollowUpForm):
    """The answers again, to the questions that were asked then; how the recipient was reached stays."""

    manner = None
    reason = text("更正的理由", length=200)
    field_order = None

    def facts(self):
        said = super().facts()
        return {"reason": said.pop("reason"), **said}

    @staticmethod
    def on_file(row):
        yes_no = {name: _ticked(getattr(row, name)) for name in callback.ALWAYS}
        more = {f"asked_{number}": answer for number, (_, answer) in enumerate(row.more)}
        return yes_no | more | {"satisfaction": row.satisfaction, "suggestions": row.suggestions}


def _ticked(value):
    return "" if value is None else str(int(value))


class CheckAlarmForm(OfficeForm):
    note = text("向谁核实、怎样答复", rows=4, length=1000)


class SettleForm(OfficeForm):
    confirmed = ticks(
        "核实属实的（都不属实的，不勾选；收取财物、廉洁方面的问题属实的，同时移送司法局）",
        required=False,
    )
    note = text("核实情况和处理（向谁核实、怎样处理）", rows=4)

    def __init__(self, *args, found, **kwargs):
        """`found`: the codes of what was said at the call back."""
        super().__init__(*args, **kwargs)
        self.fields["confirmed"].choices = [(code, alarm.TEXTS[code]) for code in found]

    def facts(self):
        confirmed = self.cleaned_data["confirmed"]
        said = f"{alarm.in_words(confirmed)}属实" if confirmed else "都不属实"
        return self.cleaned_data | {"found": said}


SevenOne = TextChoices("SevenOne", [(key, (key, title)) for key, title in sevenones.TITLES.items()])


class WaiveForm(OfficeForm):
    item = forms.TypedChoiceField(
        label="免除事项", coerce=SevenOne, error_messages={"required": "请选择免除哪一项。"}
    )
    reason = text("理由", rows=3)

    def __init__(self, *args, missing, **kwargs):
        """`missing`: which of the seven are neither done nor waived."""
        super().__init__(*args, **kwargs)
        self.fields["item"].choices = [("", "请选择"), *((one.key, one.title) for one in missing)]


class ArchiveForm(OfficeForm):
    retention = forms.ChoiceField(
        label="保管期限", choices=themselves(retention.PERIODS), initial=retention.DEFAULT
    )
    note = text("备考（写入备考表）", required=False, rows=2)
    early = text("提前归档的理由", length=300, required=False, rows=2)

    def __init__(self, *args, waits, **kwargs):
        """`waits`: why the file is not to be sealed yet."""
        super().__init__(*args, **kwargs)
        self.fields["early"].help_text = waits
        if not waits:
            del self.fields["early"]
