"""Two basic courses, one for duty lawyers, one on new rules; meetings held and to come, tests passed and failed."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from legalaid.platform.accounts.models import User
from legalaid.platform.accounts.roles import Role
from stations.domain import training as acts
from stations.enums import Duty, QuestionKind, Rhythm
from stations.models import Course, Question, Station, TrainingSession

S, M, T = QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.TRUE_FALSE
BASIC = (
    (S, "法律援助机构应当自收到法律援助申请之日起多少日内作出是否给予法律援助的决定？", ("三日", "七日", "十五日", "三十日"), (1,), "法律援助法第四十三条第一款"),
    (T, "申请支付劳动报酬的进城务工人员申请法律援助，免予核查经济困难状况。", (), (0,), "法律援助法第四十二条第三项"),
    (T, "乡镇工作站可以作出不予法律援助的决定。", (), (1,), "决定由法律援助机构作出"),
    (S, "申请人提交的材料不齐全的，应当怎样办理？", ("不予受理", "一次性告知需要补充的材料", "请申请人改日再来", "直接转交法院"), (1,), "法律援助法第四十三条第二款"),
    (T, "提供法律援助可以向受援人适当收取费用。", (), (1,), "法律援助法第二条：国家无偿提供"),
    (M, "哪些人免予核查经济困难状况？", ("无固定生活来源的老年人", "优抚对象", "请求支付劳动报酬的进城务工人员", "大学生"), (0, 1, 2), "法律援助法第四十二条"),
    (M, "法律援助机构可以提供哪些形式的服务？", ("法律咨询", "代拟法律文书", "刑事辩护与代理", "代为出庭作证"), (0, 1, 2), "法律援助法第二十二条"),
    (S, "申请人对不予法律援助的决定有异议，向谁提出？", ("人民法院", "设立该法律援助机构的司法行政部门", "信访部门", "律师协会"), (1,), "法律援助法第四十九条"),
)  # fmt: skip
REVIEW = (
    (T, "初审只提出建议，是否给予法律援助由中心决定。", (), (0,), "站点职责"),
    (S, "未满十八周岁的人申请法律援助，由谁代为申请？", ("本人", "法定代理人", "任何亲友", "村委会主任"), (1,), "法律援助法第四十条"),
    (T, "法律援助机构核查经济困难状况，申请人不愿作诚信承诺的，可以通过信息共享查询。", (), (0,), "法律援助法第四十一条"),
    (M, "初审时应当核对哪些内容？", ("身份", "申请事项是否属于范围", "经济困难状况或免予核查的情形", "对方当事人的收入"), (0, 1, 2), "初审要点"),
)  # fmt: skip


def fill(rng):
    center = Station.objects.get(parent=None)
    trainer = User.objects.get(username="shencha")
    now = timezone.now()
    basic = _course(
        trainer,
        center,
        "法律援助站点人员上岗基础",
        BASIC,
        basic=True,
        opens=[Duty.CONSULT, Duty.APPLY],
        credits=Decimal(8),
        valid_months=24,
        drawn=5,
        outline="法律援助范围、对象、程序；接待咨询；接收申请和一次性告知；为民服务规范。",
    )
    review = _course(
        trainer,
        center,
        "初审实务",
        REVIEW,
        basic=True,
        opens=[Duty.PRE_REVIEW],
        credits=Decimal(4),
        drawn=3,
        outline="身份和事项的核对、经济困难状况、初审意见的写法。",
    )
    duty = _course(
        trainer,
        center,
        "值班律师法律帮助",
        (),
        credits=Decimal(4),
        outline="认罪认罚从宽案件中的法律帮助、会见和阅卷。",
    )
    fresh = _course(
        trainer,
        center,
        "新规解读",
        (),
        rhythm=Rhythm.OCCASIONAL,
        credits=Decimal(2),
        outline="新出台的规定和典型案例。",
    )
    acts.set_goal(by=trainer, year=now.year, credits=Decimal(12))
    staff = list(User.objects.filter(role=Role.STATION).order_by("id"))
    window = list(User.objects.filter(role__in=(Role.WINDOW, Role.REVIEWER)).order_by("id"))
    lawyers = list(User.objects.filter(role=Role.HANDLER).order_by("id"))
    _held(rng, trainer, basic, now - timedelta(days=170), [*window, *staff[:7]], absent=staff[6:7])
    _held(rng, trainer, review, now - timedelta(days=120), [*window, *staff[1:5]])
    _held(rng, trainer, duty, now - timedelta(days=75), lawyers[:6], absent=lawyers[3:4])
    _held(rng, trainer, fresh, now - timedelta(days=40), [*window, *staff[:4], *lawyers[:3]])

    for number, (course, people) in enumerate(((review, staff[:2]), (fresh, window))):
        session = _session(trainer, course, now + timedelta(days=6 + 9 * number), 20)
        acts.enrol(session, users=people, by=trainer, at=now)


def _course(trainer, center, title, bank, **fields):
    course = acts.save_course(Course(station=center, title=title, **fields), by=trainer)
    for kind, text, options, answer, explanation in bank:
        question = Question(
            course=course,
            kind=kind,
            text=text,
            options=list(options),
            answer=list(answer),
            explanation=explanation,
        )
        acts.save_question(question, by=trainer)

    return course


def _session(trainer, course, day, capacity):
    starts = timezone.localtime(day).replace(hour=9, minute=0, second=0, microsecond=0)
    session = TrainingSession(
        course=course,
        starts_at=starts,
        ends_at=starts + timedelta(hours=min(float(course.credits), 8)),
        place="县司法局三楼会议室",
        teacher=trainer.name,
        capacity=capacity,
    )
    return acts.plan_session(session, by=trainer)


def _held(rng, trainer, course, day, people, absent=()):
    """A meeting that took place; those present sit the test a few days later, one of them first in vain."""
    session = _session(trainer, course, day, 30)
    acts.enrol(session, users=people, by=trainer, at=session.starts_at - timedelta(days=5))
    present = [user for user in people if user not in absent]
    acts.mark_attendance(
        session, present={user.pk for user in present}, by=trainer, at=session.ends_at
    )

    for number, user in enumerate(present if course.drawn else ()):
        at = session.ends_at + timedelta(days=1 + number % 3)
        if number == 3:
            _sit(course, user, at - timedelta(hours=2), rng, wrong=True)
        _sit(course, user, at, rng)


def _sit(course, user, at, rng, *, wrong=False):
    attempt = acts.start_test(course, by=user, at=at, rng=rng)
    answers = [
        [] if wrong or (number == 0 and rng.random() < 0.4) else question["answer"]
        for number, question in enumerate(attempt.questions)
    ]
    acts.submit_test(attempt, by=user, answers=answers, at=at + timedelta(minutes=12))
