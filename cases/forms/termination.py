from django import forms
from django.utils import timezone

from cases.domain.fraud import MOST
from cases.law import termination as law
from cases.law.termination import OCCASIONS
from legalaid.platform.core.errors import DomainError
from legalaid.platform.office.forms import OfficeForm

from .fields import MONEY_MESSAGES, day, money, one_of, text
from .progress import MANNERS

TRIES = (1, 2, 3)
WAYS = [("", "—"), *MANNERS, ("上门", "上门"), ("其他", "其他")]
BORDERLINE = (
    "撤销案件、不起诉、撤回起诉、准予撤诉等，承办人已经办完这一阶段工作、收到文书的，不是终止，请回到“登记结案”，以该文书结案。"
    "只有程序已经结束而援助工作没有办完的，才按第五项终止。"
)


class PartyDiedForm(OfficeForm):
    party = forms.ModelChoiceField(
        label="谁", queryset=None, empty_label="请选择", error_messages={"required": "请选择。"}
    )
    died_on = day("死亡日期（登记有误的留空，撤销死亡登记）", required=False)
    account = text(
        "从什么材料、向谁得知；办案机关怎样处理（如：裁定中止诉讼）；撤销的，写理由",
        length=300,
        rows=3,
    )

    def __init__(self, *args, parties, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["party"].queryset = parties
        self.fields["party"].label_from_instance = lambda one: f"{one.get_role_display()}{one}"


class DiedForm(OfficeForm):
    died_on = day("死亡日期")
    proof = text("从什么材料、向谁得知（死亡证明、户口注销、近亲属告知等）", length=300, rows=2)


class ReasonForm(OfficeForm):
    reason = text("理由", length=300, rows=3)


def _attempts():
    """The boxes of each time the recipient was looked for."""
    for number in TRIES:
        yield f"tried_on_{number}", day(f"第{number}次联系（联系不上的填写）", required=False)
        ways = forms.ChoiceField(label="方式", choices=WAYS, required=False)
        yield f"manner_{number}", ways
        yield f"result_{number}", text("结果", required=False, length=60)


Attempts = type(OfficeForm)("Attempts", (OfficeForm,), dict(_attempts()))


class ProposeForm(Attempts):
    occasion = one_of(
        "终止的情形",
        [(row.code, f"第{row.item}项　{row.text}") for row in OCCASIONS],
        error_messages={"required": "请选择终止的情形。"},
    )
    learnt_on = day("得知日期（承办人发现后应当及时报告）", initial=timezone.localdate)
    account = text("情况（怎样得知、有什么材料）", rows=4)
    happened_on = day("发生日期（死亡的必填）", required=False)
    borderline = text("为什么不按结案办理（第五项必填）", required=False, rows=2)
    counsel = text("自行委托的律师或者代理人：姓名、单位（第六项必填）", required=False, length=120)
    provision = text(
        "法律、法规的名称和条文（第八项必填，死亡的可以不填）", required=False, length=120
    )
    cost = money("已实施法律援助的费用（元，先行提供没有确认的必填）")

    field_order = (
        "occasion",
        "learnt_on",
        "account",
        "happened_on",
        "borderline",
        "counsel",
        "provision",
        "cost",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["borderline"].help_text = BORDERLINE

    def clean(self):
        data = super().clean()
        for number in TRIES:
            told = [data.get(f"{name}_{number}") for name in ("tried_on", "manner", "result")]
            if any(told) and not all(told):
                self.add_error(f"tried_on_{number}", "这一次联系的日期、方式、结果须一并填写。")
        self._ask_for_all()
        return data

    def _ask_for_all(self):
        """Everything this occasion asks for and that was left out, at once."""
        said = self.facts()
        if self.errors or not said.get("occasion"):
            return
        for field, sentence in law.all_lacking(said["occasion"], said):
            self.add_domain_error(DomainError(sentence, field=field))

    def facts(self):
        facts, attempts = dict(self.cleaned_data), []
        for number in TRIES:
            tried_on, *rest = (
                facts.pop(f"{name}_{number}", None) for name in ("tried_on", "manner", "result")
            )
            if tried_on:
                attempts.append((tried_on, *rest))
        return facts | {"attempts": attempts}

    def add_domain_error(self, error):
        """What is wrong with the attempts as a whole stands beside the first of them."""
        if error.field == "attempts":
            self.add_error("tried_on_1", error.sentence)
        else:
            super().add_domain_error(error)


class HearForm(OfficeForm):
    heard_on = day("听取意见日期（没有听取的不填）", required=False)
    heard_how = forms.ChoiceField(label="方式", choices=MANNERS, initial="电话")
    heard = text("受援人的意见", required=False, rows=3)
    unheard = text("没有听取的原因（死亡、联系不上等）", required=False, rows=2)


class TerminateForm(OfficeForm):
    reasons = text("理由（写入决定书）", rows=4)


class ReferFraudForm(OfficeForm):
    account = text("事实和证据（写入移送函）", rows=4)
    cost = money("已实施法律援助的费用（元）", needed=True)


class FraudAnswerForm(OfficeForm):
    answered_on = day("司法局答复日期", initial=timezone.localdate)
    number = text("决定文号", length=60, required=False)
    ordered = money("责令支付的费用（元）")
    fine = forms.DecimalField(
        label="罚款（元，不超过三千元）",
        max_digits=8,
        decimal_places=2,
        min_value=0,
        max_value=MOST,
        required=False,
        error_messages=MONEY_MESSAGES
        | {"max_value": "罚款不超过三千元（法律援助法第六十四条），请核对。"},
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    answer = text("答复", rows=3)
