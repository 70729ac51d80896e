"""Who applies, and for whom: safe contact, the person, the categories, the representative, those who apply along."""

from django import forms
from django.utils import timezone

from cases.domain.representation import check_representative
from cases.forms.fields import one_of
from cases.forms.intake import NO_PHONE, agent_of
from cases.forms.joint import people_in
from cases.law.grounds import ACCUSED
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.identifiers import IdKind, age, read_id
from legalaid.platform.core.safety import Safe
from legalaid.platform.office.safety import SafeContactFields

from .question import Question

ADULT, CHILD = 18, 14
WHO = (
    ("self", "我为自己申请"),
    ("guardian", "我是监护人，替未成年人或者不能自己办事的人申请"),
    ("agent", "我是嫌疑人、被告人、被关押的人的近亲属，或者受人委托，替别人申请"),
)
SAFELY = (
    (Safe.USUAL.value, "可以照常联系我"),
    (Safe.STATED.value, "只能按我下面写的方式联系"),
)
GUARDIAN = (
    "未满18周岁的，由父母等监护人代为申请（法律援助法第四十条）。请填写监护人；没有监护人代为申请的，或者监护人就是伤害您的人，"
    "请由其他监护人、近亲属代理，或者在“没有监护人代为申请的原因”里写明，我们会帮助您。"
)


class SafeForm(SafeContactFields, Question):
    """Safe contact comes first: whoever calls at the wrong time may do harm."""

    hints = {
        "safe_hours": "什么时候可以打？比如：工作日上午9点到11点。其他时间我们不打。",
        "code_word": "打电话时先对暗语，对不上的，我们不说是谁、为什么打来。",
        "forbidden": "打勾的方式，我们一概不用。",
    }

    def prepare(self):
        self.fields["safe"] = one_of("我们怎样联系您才安全？", SAFELY)
        labels = {
            "safe_phone": "安全的电话（打得通、旁人不会接）",
            "safe_person": "可以找谁转告（姓名、关系、电话）",
            "safe_hours": "什么时候可以打电话",
            "forbidden": "不能用的联系方式",
            "code_word": "暗语",
            "contact_note": "联系时还要注意什么（比如：听不清、说方言）",
        }
        for name, label in labels.items():
            self.fields[name].label = label

    def clean(self):
        data = super().clean()
        self.check_safe(data, abused=False)
        return data


class PersonForm(Question):
    who = one_of("您替谁申请？", WHO, initial="self")
    asked = {
        "name": "申请人姓名",
        "id_kind": "用什么证件",
        "id_number": "证件号码",
        "sex": "性别",
        "birth": "出生日期",
        "phone": "联系电话",
        "reach": "没有电话的，找谁能找到您",
        "address": "现在住在哪里",
        "household_address": "户口在哪里",
        "work_unit": "在哪里上班（没有的不填）",
    }
    needed = ("name", "id_kind", "address")
    hints = {
        "name": "写身份证上的名字。这里填的都是需要法律援助的那个人。",
        "id_number": "用身份证的，填18位号码，末位是X的填X。没有证件的不填。",
        "sex": "用身份证的可以不填。",
        "birth": "用身份证的可以不填。",
        "reach": "写姓名、关系、电话或者住处。",
    }

    def clean(self):
        data = super().clean()
        try:
            identity = read_id(data.get("id_kind", IdKind.RESIDENT), data.get("id_number", ""))
        except DomainError as error:
            self.add_error("id_number", error.sentence)
            return data

        born = identity.birth or data.get("birth")
        if born and born > timezone.localdate():
            self.add_error("birth", "出生日期不能晚于今天。")
        elif not born and data.get("id_kind") != IdKind.NONE and "birth" not in self.errors:
            self.add_error("birth", "证件号码看不出出生日期，请按证件填写。")
        self._check_reach(data)
        return data

    def _check_reach(self, data):
        safe = any(self.draft.first(name) for name in ("safe_phone", "safe_person"))
        known = safe or data.get("phone") or data.get("reach")
        if not known and not self.errors.keys() & {"phone", "reach"}:
            self.add_error("reach", NO_PHONE)


class CrowdsForm(Question):
    asked = {"crowds": "申请人是下面哪一类人？（可以选几项，都不是的不选）"}


def born_of(draft):
    """The birth date of the applicant as answered, or None."""
    try:
        told = read_id(draft.first("id_kind") or IdKind.RESIDENT, draft.first("id_number"))
    except DomainError:
        told = None
    typed = forms.DateField(required=False)
    return told.birth if told and told.birth else typed.to_python(draft.first("birth") or None)


def is_minor(draft):
    born = born_of(draft)
    return bool(born) and age(born, timezone.localdate()) < ADULT


def is_child(draft):
    """Whose data are used with the consent of whoever is their guardian (个人信息保护法 art. 31)."""
    born = born_of(draft)
    return bool(born) and age(born, timezone.localdate()) < CHILD


class AgentForm(Question):
    """Who acts for a person that cannot, or that asked somebody to (Law art. 40)."""

    asked = {
        "representative_name": "代理人（监护人）姓名",
        "representative_agency": "是什么身份",
        "representative_relation": "是申请人的什么人（如：母亲）",
        "representative_id": "代理人身份证号码",
        "representative_phone": "代理人电话",
        "representative_precedence": "排在前面的监护人为什么不能代理",
        "capacity": "申请人是成年人、不能自己办事的，选哪一种",
        "unrepresented": "没有监护人代为申请的原因",
    }
    hints = {
        "representative_precedence": "比如：由祖父代理的，写父母为什么不能代理。",
        "unrepresented": "监护人就是伤害您的人、联系不上、不肯管的，在这里写一句。",
    }

    def clean(self):
        data = super().clean()
        named = bool(data.get("representative_name"))
        if named and not data.get("representative_relation"):
            self.add_error("representative_relation", "请填写代理人与申请人的关系。")
        if named and not data.get("representative_agency"):
            self.add_error("representative_agency", "请选择代理人身份。")
        self._check_number(data)
        self._check_right(data, named)
        return data

    def _check_number(self, data):
        try:
            if number := data.get("representative_id"):
                read_id(IdKind.RESIDENT, number)
        except DomainError as error:
            self.add_error("representative_id", error.sentence)

    def _check_right(self, data, named):
        person = {"birth": born_of(self.draft)}
        fields = data | {"applicant_role": self.draft.first("applicant_role")}
        parties = [
            *([agent_of(data) | _of_agent(data)] if named else []),
            *opponents_of(self.draft),
        ]
        try:
            check_representative(person, parties, fields, timezone.now())
        except DomainError as error:
            said = error.sentence
            if error.field == "representative_name" and not named:
                said = GUARDIAN if is_minor(self.draft) else said
            self.add_error(error.field, said)


def _of_agent(data):
    return {
        "name": data["representative_name"],
        "id_number": data.get("representative_id") or "",
    }


def opponents_of(draft):
    """As the parties of a case, as far as they are named yet."""
    said = draft.said
    names, numbers = said.get("opponent_name", []), said.get("opponent_id_number", [])
    padded = [*numbers, *[""] * len(names)]
    rows = zip(names, padded, strict=False)
    return [
        {"role": "opponent", "name": name, "id_number": number} for name, number in rows if name
    ]


def needs_agent(draft):
    """Whether the page of the representative is asked."""
    accused = draft.first("applicant_role") in ACCUSED
    return draft.first("who") in ("guardian", "agent") or (is_minor(draft) and not accused)


class JointForm(Question):
    asked = {
        "applicant_count": "一共几个人申请",
        "separable": "每个人的请求可以分开（比如各人的工资）",
        "joint": "其他申请人，每行写一个人",
    }
    hints = {
        "applicant_count": "只有您一个人的，填1。",
        "joint": "每行：姓名、证件号码、人员类别、金额、电话，用逗号或者空格隔开。只知道姓名的写姓名。",
    }

    def clean(self):
        data = super().clean()
        count = data.get("applicant_count") or 1
        people, errors = people_in(data.get("joint", ""), self.draft.first("id_number"))
        if people and len(people) != count - 1:
            errors = [f"一共{count}人，除申请人本人外应填{count - 1}人，现在填了{len(people)}人。"]
        for said in errors:
            self.add_error("joint", said)
        return data
