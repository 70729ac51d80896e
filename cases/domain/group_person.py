"""What changes in one of several applicants: death, who acts for one under age, how the person is reached. It holds for what is sent to
that person alone."""

from dataclasses import dataclass

from django.utils import timezone

from cases.law.notices import ADULT
from cases.workflow import CASE
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.identifiers import age
from legalaid.platform.core.safety import Safe

from .assignment import in_order
from .group import check_follows, renew_all
from .members import member_of, needs_reason

OF_LEAD = "{name}列在首位，请在“更新案件情况”更新联系方式和代理人。"
GROWN = "{name}已满18周岁，文书送达其本人，没有法定代理人。"
UNBORN = "没有登记{name}的出生日期，请先在“共同申请人名单”登记证件号码。"
CONTACT = {
    "phone": "联系电话",
    "address": "联系地址",
    "safe": "安全联系",
    "safe_phone": "安全电话",
    "safe_person": "可以联系的人",
    "safe_hours": "可以联系的时间",
    "forbidden": "不得使用的方式",
    "code_word": "暗语",
    "contact_note": "联系注意事项",
}


@dataclass(frozen=True)
class Said:
    who: str
    what: str = ""


@CASE.step("member_died")
def member_died(case, *, by, at, person, died_on, proof):
    """Aid to this one ends with the day of death; what was won for them remains to be paid, to the heirs."""
    member = member_of(case, person)
    check_follows(member)
    if member.died_on:
        raise DomainError(f"{member}已经登记死亡。", field="person")
    in_order(member.who.birth, died_on, at, "死亡日期", "died_on")
    if len(proof.strip()) < 4:
        raise DomainError("请写明从什么材料、向谁得知（不少于4个字）。", field="proof")

    member.died_on, member.representative = died_on, False
    if member.left_on is None:
        member.left_on, member.left_reason = (
            max(died_on, timezone.localdate(case.received_at)),
            "死亡",
        )
    member.save()
    if not case.sealed:
        renew_all(case, by, at, f"{member}死亡")
    return Said(str(member))


@CASE.step("set_guardian")
def set_guardian(case, *, by, at, person, reason, name="", relation="", phone=""):
    """Who acts for one under age until the eighteenth birthday; `name` empty: nobody."""
    member = _one_of_the_others(case, person)
    birth = member.who.birth
    if name and birth is None:
        raise DomainError(UNBORN.format(name=member), field="person")
    if name and age(birth, timezone.localdate(at)) >= ADULT:
        raise DomainError(GROWN.format(name=member), field="person")
    if name and not relation.strip():
        raise DomainError("请填写与其关系。", field="relation")
    if (name, relation, phone) == (
        member.guardian,
        member.guardian_relation,
        member.guardian_phone,
    ):
        raise DomainError("没有改动任何一项。")
    needs_reason(reason)

    member.guardian, member.guardian_relation, member.guardian_phone = name, relation, phone
    member.save()
    return Said(str(member), f"{name}（{relation}）" if name else "没有")


@CASE.step("set_contact")
def set_contact(case, *, by, at, person, reason, contact):
    """How this one is reached from now on. `contact`: values of CONTACT; what was said of safe contact to nobody else."""
    member = _one_of_the_others(case, person)
    held = {name: getattr(member, name) for name in CONTACT}
    changed = [name for name, value in contact.items() if held[name] != value]
    if not changed:
        raise DomainError("没有改动任何一项。")
    needs_reason(reason)

    for name in changed:
        if name == "phone":
            member.joint.phone = contact[name]
            member.joint.save(update_fields=["phone"])
        else:
            setattr(member, name, contact[name])
    member.save()
    if member.safe == Safe.STATED:
        case.secret = True
    return Said(str(member), "、".join(CONTACT[name] for name in changed))


def _one_of_the_others(case, person):
    member = member_of(case, person)
    if member.leads:
        raise DomainError(OF_LEAD.format(name=member), field="person")
    return member
