"""What a case says about its applicant and matter, line by line, and the difference between two such statements in words."""

from django.utils import timezone

from cases.enums import Notified, Organ, Urgency
from cases.law import grounds
from cases.law.scope import PROPERTY
from cases.law.unclear import named
from legalaid.platform.audit.models import Event
from legalaid.platform.core.identifiers import IdKind, Sex
from legalaid.platform.core.money import yuan
from legalaid.platform.core.safety import SAFE
from legalaid.platform.core.text import mask_address, mask_id, mask_numbers, mask_phone
from legalaid.platform.core.words import moment, near

LONG, AROUND = 24, 4  # characters


def statement_of(case):
    """{label: (what is compared, what the history may show)}; numbers, phones and addresses are shown masked."""
    lines = _person_lines(case) | _agent_lines(case) | _joint_lines(case)
    lines |= _opponent_lines(case) | _matter_lines(case)
    if case.by_notice:
        lines |= _notice_lines(case)
    if means := getattr(case, "means", None):
        lines |= _means_lines(means)
    lines["绿色通道"] = case.green_ground

    pairs = {}
    for label, value in lines.items():
        pairs[label] = value if isinstance(value, tuple) else (value, value)
    return pairs


def _person_lines(case):
    person = case.applicant
    return {
        "姓名": person.name,
        "证件类型": IdKind(person.id_kind).label,
        "证件号码": (person.id_number, mask_id(person.id_number)),
        "性别": Sex(person.sex).label if person.sex else "",
        "出生日期": person.birth.isoformat() if person.birth else "",
        "联系电话": (person.phone, mask_phone(person.phone)),
        "没有电话时找谁": (person.reach, mask_numbers(person.reach)),
        "住所地": (person.address, mask_address(person.address)),
        "户籍地": (person.household_address, mask_address(person.household_address)),
        "民族": person.ethnicity,
        "工作单位": person.work_unit,
        "联系注意事项": person.contact_note,
        "安全联系": (_safe(person), f"{person.get_safe_display()} {person.warning}".strip()),
        "人员类别": "、".join(grounds.text_of(grounds.CROWDS, code) for code in case.crowds),
    }


def _safe(person):
    return "；".join(str(getattr(person, name)) for name in SAFE)


def _agent_lines(case):
    agent = case.representative
    role = f"{agent.get_agency_display()}{agent.relation}" if agent else ""
    return {
        "代理人": f"{agent.name}（{role}）" if agent else "",
        "代理人证件号码": (agent.id_number, mask_id(agent.id_number)) if agent else "",
        "代理人电话": (agent.phone, mask_phone(agent.phone)) if agent else "",
        "先顺序的人不能代理的原因": agent.precedence if agent else "",
        "行为能力": case.get_capacity_display(),
        "没有法定代理人代为申请的原因": case.unrepresented,
    }


def _joint_lines(case):
    """Of those on the list; a case of one applicant says none."""
    people, several = case.joint, case.applicant_count > 1
    claims = "不可分" if case.indivisible else "可分"
    return {
        "申请人数": f"{case.applicant_count}人",
        "各人的请求": claims if several else "",
        "其他申请人": "、".join(_listed(person) for person in people),
        "其他申请人证件号码": _joined([person.id_number for person in people], mask_id),
        "其他申请人电话": _joined([person.phone for person in people], mask_phone),
    }


def _listed(person):
    said = "，".join(filter(None, [person.crowd_words, _money(person.amount)]))
    return f"{person.name}（{said}）" if said else person.name


def _opponent_lines(case):
    parties = case.opponents
    return {
        "对方当事人": "、".join(party.name for party in parties),
        "对方当事人证件号码": _joined([party.id_number for party in parties], mask_id),
        "对方当事人电话": _joined([party.phone for party in parties], mask_phone),
        "对方当事人地址": _joined([party.address for party in parties], mask_address),
        "对方法定代表人、监护人": "、".join(filter(None, (party.head for party in parties))),
        "对方配偶": "、".join(filter(None, (party.spouse for party in parties))),
        "对方工作单位": "、".join(filter(None, (party.work_unit for party in parties))),
    }


def _matter_lines(case):
    ground = grounds.find(case.matter)

    return {
        "所依据的情形": "只请求财产损失"
        if case.matter == PROPERTY
        else ground.text
        if ground
        else "",
        "所处阶段": case.stage,
        "法律地位": case.applicant_role,
        "同案人": case.co_accused,
        "申请援助方式": case.mode,
        "办案（争议处理）机关": case.organ,
        "办案机关案号": case.organ_number,
        "涉及金额": _money(case.amount),
        "紧急程度": Urgency(case.urgency).label,
        "紧急情形的依据和情况": case.urgency_note,
        "时效或者法定期限届满日": case.limitation_on.isoformat() if case.limitation_on else "",
        "案情及请求": case.facts,
    }


def _notice_lines(case):
    notice = case.notice
    return {
        "罪名": case.cause.name,
        "通知情形": Notified(case.notified).label,
        "机关类别": Organ(notice.organ_kind).label,
        "通知书文号": notice.number,
        "通知书日期": notice.dated_on.isoformat() if notice.dated_on else "",
        "收到日期": notice.received_on.isoformat(),
        "机关联系人": notice.contact,
        "机关联系电话": notice.phone,
        "羁押场所": notice.held_at,
        "开庭时间": moment(notice.hearing_at) if notice.hearing_at else "",
        "开庭地点": notice.hearing_place,
        "看不清的项": named(notice.unread),
    }


def means_said(means):
    """[[label, words]] of the statement itself, without what was concluded from it; the applicant's own words, in full."""
    lines = _means_lines(means) | {"自哪一天起": means.since.isoformat() if means.since else ""}
    del lines["经济状况结论"]
    return [[label, words] for label, words in lines.items() if words]


def _means_lines(means):
    members = "、".join(_member(member) for member in means.members.all())
    return {
        "免予核查的情形": grounds.text_of(grounds.EXEMPT_42, means.exempt),
        "已提交的身份或情形证明": means.proof,
        "家庭成员和收入": members,
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


def _member(member):
    """The applicant's own age follows from the birth date."""
    told = member.age is not None and member.relation != "本人"
    years = f"{member.age}岁" if told else ""
    work = f"{member.occupation}{member.income_kind}"
    return f"{member.name}（{member.relation}）{years}{work}{_money(member.monthly_income)}"


def _money(amount):
    return f"{yuan(amount)}元" if amount is not None else ""


def changes_between(before, after):
    """联系电话 138****8000 → 139****9000；… of two statements; "" when nothing differs."""
    changes, nothing = [], ("", "")
    for label in dict.fromkeys((*before, *after)):
        (old, shown), (new, shows) = before.get(label, nothing), after.get(label, nothing)
        if old != new:
            alike = "（遮蔽部分有改动）" if shown == shows else ""
            was, now = core_of(shown, shows)
            changes.append(f"{label} {was or '未填'} → {now or '未填'}{alike}")
    return "；".join(changes)


def core_of(old, new):
    """Both texts, long ones cut to where they differ with a few characters around."""
    if max(len(old), len(new)) <= LONG:
        return old, new

    limit = min(len(old), len(new))
    start = next((i for i in range(limit) if old[i] != new[i]), limit)
    end = next((i for i in range(limit - start) if old[-1 - i] != new[-1 - i]), limit - start)
    return _around(old, start, end), _around(new, start, end)


def _around(text, start, end):
    """`text` without all but a few of its first `start` and last `end` characters."""
    first, last = max(start - AROUND, 0), min(len(text), len(text) - end + AROUND)
    return f"{'…' if first else ''}{text[first:last]}{'…' if last < len(text) else ''}"


def restagings_of(case):
    """[3月9日 仲裁→一审] of the stage, as those who handle the case said it: they are paid by it."""
    paid = set(case.assignments.values_list("handler__user", flat=True))
    events = Event.objects.filter(workflow="case", subject_id=case.pk, verb="case.update_matter")
    told = [(event, event.data.get("restaged", "")) for event in events if event.actor_id in paid]
    return [
        f"{near(timezone.localdate(event.at))} {restaged}" for event, restaged in told if restaged
    ]
