from django import forms

from cases.enums import ReplacedFor
from legalaid.platform.office.forms import OfficeForm

from .fields import day, one_of, one_row, text, themselves, ticks

CONSENT = ("consent_ours", "consent_theirs", "consented_on", "consent")


class AssignForm(OfficeForm):
    handler = one_row("承办人")
    reason = text("指派理由", required=False, rows=2)

    consent_ours = text("受援人一方签名同意的人", required=False, length=80)
    consent_theirs = text("对方签名同意的人", required=False, length=80)
    consented_on = day("双方书面同意的日期", required=False)
    consent = text(
        "书面同意的内容（由同一机构的不同承办人办理、各自保密等）",
        required=False,
        length=500,
        rows=3,
    )

    def __init__(self, *args, handlers, consenting=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["handler"].queryset = handlers
        if not consenting:
            for name in CONSENT:
                del self.fields[name]

    def facts(self):
        """What the step is told; what both sides agreed to stands together."""
        facts = dict(self.cleaned_data)
        both = {name: facts.pop(name) for name in CONSENT if name in facts}
        return facts | ({"both": both} if both else {})


class ReplaceForm(AssignForm):
    ground = one_of(
        "更换的情形",
        ReplacedFor.choices,
        error_messages={"required": "请选择更换的情形。"},
    )
    reason = text("更换理由", rows=2)
    percent = forms.IntegerField(
        label="建议原承办人分担的补贴（%）",
        required=False,
        min_value=0,
        max_value=99,
        help_text="按原承办人已完成的工作；没有的写0，未定的不填，由财务人员提出，另行审批。",
    )


class RecallForm(OfficeForm):
    reason = text("撤回指派的理由", rows=2)


class TakeOverForm(OfficeForm):
    received = ticks("收到的材料", required=False)
    note = text("没有收到的，写明情况", required=False, rows=2)

    def __init__(self, *args, transfers, **kwargs):
        super().__init__(*args, **kwargs)
        items = dict.fromkeys(item for row in transfers for item in row.items)
        self.fields["received"].choices = themselves(items)
