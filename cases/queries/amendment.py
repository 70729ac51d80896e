"""What a case says about its applicant and matter, line by line, and the difference between two such statements in words."""

from cases.enums import Notified, Organ, Urgency
from cases.law import grounds
from legalaid.platform.core.identifiers import IdKind, Sex
from legalaid.platform.core.money import yuan
from legalaid.platform.core.text import mask_address, mask_id, mask_phone

LONG = 24


def statement_of(case):
    """{label: (what is compared, what the history may show)}; numbers, phones and addresses are shown masked."""
    person, opponents, agent = case.applicant, case.opponents, case.representative
    means = getattr(case, "means", None)
    lines = {
        "姓名": person.name,
        "证件类型": IdKind(person.id_kind).label,
        "证件号码": (person.id_number, mask_id(person.id_number)),
        "性别": Sex(person.sex).label if person.sex else "",
        "出生日期": person.birth.isoformat() if person.birth else "",
        "联系电话": (person.phone, mask_phone(person.phone)),
        "住所地": (person.address, mask_address(person.address)),
        "户籍地": (person.household_address, mask_address(person.household_address)),
        "民族": person.ethnicity,
        "工作单位": person.work_unit,
        "联系注意事项": person.contact_note,
        "人员类别": "、".join(grounds.text_of(grounds.CROWDS, code) for code in case.crowds),
        "代理人": f"{agent.name}（{agent.get_agency_display()}{agent.relation}）" if agent else "",
        "代理人证件号码": (agent.id_number, mask_id(agent.id_number)) if agent else "",
        "代理人电话": (agent.phone, mask_phone(agent.phone)) if agent else "",
        "没有法定代理人代为申请的原因": case.unrepresented,
        "对方当事人": "、".join(party.name for party in opponents),
        "对方当事人证件号码": _joined([party.id_number for party in opponents], mask_id),
        "对方当事人电话": _joined([party.phone for party in opponents], mask_phone),
        "对方当事人地址": _joined([party.address for party in opponents], mask_address),
        "所依据的情形": grounds.find(case.matter).text if grounds.find(case.matter) else "",
        "所处阶段": case.stage,
        "法律地位": case.applicant_role,
        "申请援助方式": case.mode,
        "办案（争议处理）机关": case.organ,
        "涉及金额": _money(case.amount),
        "紧急程度": Urgency(case.urgency).label,
        "案情及请求": case.facts,
    }
    lines |= _notice_lines(case) if case.by_notice else {}
    lines |= _means_lines(means) if means else {}
    lines["绿色通道"] = case.green_ground
    return {
        label: value if isinstance(value, tuple) else (value, value)
        for label, value in lines.items()
    }


def _notice_lines(case):
    notice = case.notice
    return {
        "罪名": case.cause.name,
        "通知情形": Notified(case.notified).label,
        "机关类别": Organ(notice.organ_kind).label,
        "通知书文号": notice.number,
        "通知书日期": notice.dated_on.isoformat(),
        "收到日期": notice.received_on.isoformat(),
        "机关联系人": notice.contact,
        "机关联系电话": notice.phone,
        "羁押场所": notice.held_at,
    }


def _means_lines(means):
    members = [
        f"{m.name}（{m.relation}）{_years(m)}{m.occupation}{m.income_kind}{_money(m.monthly_income)}"
        for m in means.members.all()
    ]
    return {
        "免予核查的情形": grounds.text_of(grounds.EXEMPT_42, means.exempt),
        "已提交的身份或情形证明": means.proof,
        "家庭成员和收入": "、".join(members),
        "存款和有价证券": _money(means.savings),
        "其中申请人本人的存款和有价证券": _money(means.own_savings),
        "债务": _money(means.debts),
        "住房": means.housing,
        "车辆": means.vehicle,
        "重大支出": means.spending,
        "对方是共同生活的家庭成员": "是" if means.opponent_in_household else "否",
        "个人诚信承诺": "已作" if means.committed else "未作",
        "经济状况结论": means.get_effective_display(),
    }


def _joined(values, mask):
    known = [value for value in values if value]
    return ("、".join(known), "、".join(mask(value) for value in known))


def _years(member):
    return f"{member.age}岁" if member.age is not None and member.relation != "本人" else ""


def _money(amount):
    return f"{yuan(amount)}元" if amount is not None else ""


def changes_between(before, after):
    """联系电话 138****8000 → 139****9000；… of two statements; "" when nothing differs."""
    found = []
    for label in [*before, *(label for label in after if label not in before)]:
        (old, shown), (new, shows) = before.get(label, ("", "")), after.get(label, ("", ""))
        if old != new:
            alike = "（遮蔽部分有改动）" if shown == shows else ""
            was, now = core_of(shown, shows)
            found.append(f"{label} {was or '未填'} → {now or '未填'}{alike}")
    return "；".join(found)


def core_of(old, new):
    """Both texts, long ones cut to where they differ with a few characters around."""
    if max(len(old), len(new)) <= LONG:
        return old, new
    limit = min(len(old), len(new))
    start = next((i for i in range(limit) if old[i] != new[i]), limit)
    end = next((i for i in range(limit - start) if old[-1 - i] != new[-1 - i]), limit - start)
    return tuple(
        _around(text, max(start - 4, 0), min(len(text), len(text) - end + 4)) for text in (old, new)
    )


def _around(text, start, stop):
    return f"{'…' if start else ''}{text[start:stop]}{'…' if stop < len(text) else ''}"
