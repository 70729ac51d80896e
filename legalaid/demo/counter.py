"""What comes over the counter of the demo county: a year of consultations by every way, and slips between the units in all states."""

import uuid
from datetime import datetime, time, timedelta

from django.utils import timezone

from cases.domain.consultation import answer_further, draft_document, register, transfer
from cases.enums import ConsultChannel, ConsultOutcome, ConsultState
from cases.models import Case, Cause, Consultation, ConsultationTopic, LocalTopics
from legalaid.demo.events import record_many
from legalaid.platform.accounts.models import User
from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.calendar import is_workday
from legalaid.platform.core.crypto import blind
from legalaid.platform.core.models import Counter
from legalaid.platform.core.office import office
from stations.domain import referral as slips
from stations.enums import SlipMatter, SlipReturn
from stations.models import Station

from . import people

OLDER = 420
WAYS = (("visit", 44), ("phone", 16), ("hotline", 22), ("letter", 5), ("web", 8), ("other", 5))
QUESTIONS = (
    ("wages", "migrant_worker", "在工地干了几个月，老板一直拖着工资不给，怎么要？", "可以向劳动监察投诉或者申请仲裁，也可以申请法律援助；请保存考勤和聊天记录。"),
    ("work_injury", "migrant_worker", "上班受伤，单位不报工伤怎么办？", "单位不申报的，本人可以自己申请工伤认定，注意一年的期限。"),
    ("marriage", "woman", "丈夫经常打人，想离婚，孩子能不能判给我？", "可以申请人身安全保护令；遭受家庭暴力的，申请法律援助不受经济困难条件限制。"),
    ("alimony_children", "woman", "离婚后对方不给抚养费，怎么办？", "可以起诉或者申请强制执行，追索抚养费属于法律援助范围。"),
    ("alimony_parents", "elderly", "儿子不给生活费，能不能告他？", "可以请求给付赡养费，本中心可以提供法律援助，也可以先请村里调解。"),
    ("traffic", "farmer", "被车撞了，对方保险公司只肯赔一部分。", "先看责任认定书，协商不成可以起诉，请带齐医疗票据。"),
    ("lending", "farmer", "借给亲戚的钱不还，只有转账记录。", "转账记录和催要的聊天可以作证据；一般民间借贷不属于法律援助范围，可以请法律服务所代理。"),
    ("insurance", "elderly", "社保年限不够怎么补？", "请向社会保险经办机构查询缴费记录，按当地政策办理。"),
    ("criminal", "poor", "家里人因为盗窃被拘留了，能不能见面？", "侦查期间由律师会见；没有委托辩护人的可以申请法律援助。"),
    ("contract", "other", "装修公司收了钱不干活。", "可以要求解除合同、退还款项，先向消费者组织投诉。"),
)  # fmt: skip
CHARGES = ("盗窃罪", "诈骗罪", "故意伤害罪", "危险驾驶罪", "帮助信息网络犯罪活动罪")
LOCAL = "预付卡消费\n工程欠薪\n留守老人赡养"
LOCALLY = {"contract": ["1"], "wages": ["2"], "alimony_parents": ["3"]}
PLACES = (
    "住房保障部门",
    "社会保险经办机构",
    "消费者权益保护组织",
    "人民调解委员会",
    "基层法律服务所",
)


def fill(rng):
    now = timezone.now()
    clerks = [
        (row.staff.station, row)
        for row in User.objects.filter(
            role__in=(Role.WINDOW, Role.STATION), staff__isnull=False
        ).order_by("pk")[:10]
    ]
    moments = sorted(_moment(rng, now - timedelta(days=rng.uniform(5, 680))) for _ in range(OLDER))
    _older(rng, clerks, moments)
    _recent(rng, clerks, now)
    _slips(rng, now)


def _moment(rng, near):
    day = timezone.localdate(near)
    while is_workday(day) is False:
        day -= timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, time(8, 30))) + timedelta(
        minutes=rng.randrange(0, 500)
    )


def _more(number, topic, charges):
    """Of every other criminal question the charge; of some others what the county counts as its own."""
    if topic == "criminal" and number % 2:
        charge = charges[number // 2 % len(charges)]
        return {"charge": charge, "crime": charge.row}
    return {"local": LOCALLY[topic]} if topic in LOCALLY and number % 3 == 0 else {}


def _who(rng):
    female, phone = rng.random() < 0.45, people.phone(rng)
    anonymous = rng.random() < 0.06
    return {
        "name": "" if anonymous else people.name(rng, female),
        "anonymous": anonymous,
        "sex": "F" if female else "M",
        "phone": "" if anonymous else phone,
    }


def _older(rng, clerks, moments):
    """Answered long ago; numbered in the order of time."""
    cases = list(
        Case.objects.exclude(channel="notice").filter(consultations=None).order_by("pk")[:24]
    )
    rows, topics, counters = [], [], {}
    LocalTopics.objects.create(
        valid_from=timezone.localdate(moments[0]).replace(month=1, day=1),
        text=LOCAL,
        source="示范县季报口径",
    )
    charges = [Cause.objects.get(kind="criminal", name=name) for name in CHARGES]
    for at in moments:
        topic, crowd, question, answer = rng.choice(QUESTIONS)
        station, by = clerks[0] if rng.random() < 0.55 else rng.choice(clerks)
        year, who = timezone.localdate(at).year, _who(rng)
        counters[year] = counters.get(year, 0) + 1
        outcome = rng.choices(("advised", "drafted", "directed"), (75, 10, 15))[0]
        case = cases.pop() if cases and rng.random() < 0.1 else None
        rows.append(
            Consultation(
                number=f"{office()['short']}援询〔{year}〕{counters[year]}号",
                station=station,
                by=by,
                at=at,
                question=question,
                main=topic,
                **_more(len(rows), topic, charges),
                channel=rng.choices([way for way, _ in WAYS], [weight for _, weight in WAYS])[0],
                crowds=[crowd],
                answer=answer,
                state=ConsultState.APPLIED if case else ConsultState.ANSWERED,
                outcome=ConsultOutcome.APPLIED if case else outcome,
                directed_to=rng.choice(PLACES) if outcome == "directed" and not case else "",
                answered_by=by,
                answered_at=at + timedelta(minutes=15),
                minutes=rng.randrange(5, 40),
                case=case,
                version=2,
                changed_at=at + timedelta(minutes=15),
                phone_blind=blind(who["phone"], "person.phone") if who["phone"] else "",
                **who,
            )
        )
        topics.append([topic, "insurance"] if topic == "wages" and rng.random() < 0.3 else [topic])

    made = Consultation.objects.bulk_create(rows)
    ConsultationTopic.objects.bulk_create(
        ConsultationTopic(consultation=row, topic=code)
        for row, codes in zip(made, topics, strict=True)
        for code in codes
    )
    for year, value in counters.items():
        Counter.objects.update_or_create(
            series="consultation", year=year, defaults={"value": value}
        )

    record_many(
        [
            {
                "verb": "consultation.answer",
                "by": row.by,
                "at": row.answered_at,
                "workflow": "consultation",
                "subject_id": row.pk,
                "data": {"outcome": row.get_outcome_display()},
            }
            for row in made
        ]
    )


def _recent(rng, clerks, now):
    """The last days through the real acts: answered, waiting, late, passed on, drafted."""
    for number, channel in enumerate(
        ("visit", "hotline", "web", "visit", "letter", "phone", "visit", "web", "letter", "chat")
    ):
        topic, crowd, question, answer = QUESTIONS[number]
        station, by = clerks[0] if number < 8 else clerks[-1]
        at = now - timedelta(hours=3 + 11 * number)

        waits = channel in ("letter", "web", "chat") and number != 2
        reply = (
            None
            if waits
            else {
                "answer": answer,
                "outcome": ConsultOutcome.ADVISED,
                "minutes": rng.randrange(6, 30),
            }
        )

        facts = {
            **_who(rng),
            "channel": ConsultChannel(channel),
            "question": question,
            "crowds": [crowd],
        }
        row = register(
            by=by,
            station=station,
            facts=facts,
            topics=[topic],
            reply=reply,
            at=at,
            token=uuid.UUID(int=rng.getrandbits(128)),
        )

        later = at + timedelta(hours=1)
        if number == 0:
            draft_document(row, by=by, at=later, title="劳动人事争议仲裁申请书")
        elif number == 3:
            answer_further(row, by=by, at=later, text="本人再次来访，补充告知抚养费计算方法。")
        elif number == 7:
            near = Station.objects.exclude(parent=None).first()
            transfer(
                row, by=by, at=later, to=str(near), station=near, reason="住所地在该镇，便于面谈。"
            )


ROUTES = (
    (), ("accept_slip",), ("return_slip",), ("accept_slip", "give_feedback"), ("accept_slip", "close_slip"), ("return_slip", "resend_slip"),
    ("recall_slip",), ("return_slip", "resend_slip", "accept_slip", "give_feedback", "close_slip"),
)  # fmt: skip


def _slips(rng, now):
    """Both ways between the centre and its partners, in every state."""
    center = Station.objects.get(parent=None)
    clerk = User.objects.filter(staff__station=center, role=Role.WINDOW).order_by("pk").first()
    partners = [
        (
            station,
            station.staff.filter(user__is_active=True, user__role=Role.STATION)
            .order_by("pk")
            .first(),
        )
        for station in Station.objects.filter(kind="partner").order_by("pk")
    ]

    for number in range(24):
        station, staff = partners[number % len(partners)]
        if staff is None:
            continue

        route = ROUTES[number % len(ROUTES)]
        sides = {
            "out": (center, clerk, station, staff.user),
            "in": (station, staff.user, center, clerk),
        }
        here, sender, there, receiver = sides["in" if number % 3 else "out"]
        at = now - timedelta(days=rng.uniform(1, 3) if not route else rng.uniform(4, 90))
        female = rng.random() < 0.4
        facts = {
            "to_station": there,
            "matter": rng.choice(SlipMatter.values[:6]),
            "name": people.name(rng, female),
            "phone": people.phone(rng),
            "address": people.address(rng),
            "facts": QUESTIONS[number % len(QUESTIONS)][2],
            "documents": ["当事人陈述", "身份证复印件"],
            "consent": "当面口头同意",
        }
        slip = slips.send(
            by=sender,
            token=uuid.UUID(int=rng.getrandbits(128)),
            from_station=here,
            facts=facts,
            at=at,
        )

        for step in route:
            at += timedelta(hours=rng.uniform(2, 16))
            _answer(slip, step, receiver, sender, at, rng)


def _answer(slip, step, receiver, sender, at, rng):
    reason = rng.choice([code for code in SlipReturn if code != SlipReturn.OTHER])
    facts = {
        "accept_slip": (receiver, {}),
        "return_slip": (receiver, {"codes": [reason], "reasons": [reason.label]}),
        "resend_slip": (
            sender,
            {"facts": slip.facts, "documents": [*slip.documents, "补充说明"], "note": "已补正。"},
        ),
        "recall_slip": (sender, {"reason": "当事人改变主意。"}),
        "give_feedback": (receiver, {"text": "已联系当事人，正在核实。"}),
        "close_slip": (receiver, {"result": "resolved", "text": "已办结并告知当事人。"}),
    }
    by, said = facts[step]
    getattr(slips, step)(slip, by=by, at=at, **said)
