"""What supervisors do and what was put right, for the crawl: a task of each kind and in each place, an opinion in each state; answers,
minutes, calls and checks that can be corrected."""

from datetime import timedelta

from django.urls import reverse

from cases.models import FollowUp
from cases.quality.domain.supervisor_task import finish
from cases.quality.workflow import RATING, SUPERVISION
from tests.cases.test_discussion import call, hold
from tests.factories import new_case, walk
from tests.quality import supervisors
from tests.quality.complaints import complaint
from tests.quality.ratings import rate, served
from tests.quality.test_callback import called
from tests.quality.test_complaint import heard, on
from tests.quality.test_inquiry import answered, asked


def supervised(people):
    """By jiandu, who has a post at the centre too."""
    who = supervisors.insider(people)
    file, calling, done = (
        supervisors.task(people, who, kind=kind) for kind in ("file", "call", "file")
    )
    finish(done, by=people.jiandu, found=supervisors.FOUND)
    supervisors.running(people)
    draw = supervisors.drawn(people, who)
    [unread] = draw.tasks.all()
    return [
        *steps("jiandu", file, "task", "task_finish", "task_return", "opinion_new"),
        *steps("jiandu", calling, "task", "task_attempt", "task_reached"),
        *steps("jiandu", done, "task", "task_correct"),
        *steps("shencha", unread, "task", "task_release", "task_cancel"),
        *steps("shencha", draw, "task_draw", "task_draw_void"),
        *steps("zhuren", who, "supervisor", "supervisor_correct", "supervisor_end"),
        *steps("shencha", who, "supervisor_draw"),
        *steps("zhuren", None, "supervisors", "supervisor_new", "supervision", "opinions", "tasks"),
        *opinions(people, who),
        *put_right(people),
    ]


def opinions(people, who):
    """One for a handler; for the centre one given, answered, returned."""
    asked_of = ("handler", "centre", "centre", "centre")
    rows = [supervisors.given(people, supervisors.task(people, who), to=to) for to in asked_of]
    to_handler, given, replied, returned = rows
    at, acts = supervisors.NOW + timedelta(days=5), SUPERVISION.acts
    for row in (replied, returned):
        acts["answer_opinion"](row, by=people.zhuren, at=at, reply=supervisors.REPLY)
    acts["return_answer"](returned, by=people.jiandu, at=at, reason="没有说明原因。")

    return [
        *(
            found
            for name in ("jiandu", "zhuren")
            for row in rows
            for found in steps(name, row, "opinion")
        ),
        *steps("jiandu", given, "amend_opinion", "withdraw_opinion"),
        *steps("jiandu", replied, "accept_answer", "return_answer"),
        *steps("zhuren", to_handler, "take_opinion"),
        *steps("zhuren", given, "answer_opinion"),
        *steps("zhuren", replied, "correct_answer", "close_opinion"),
    ]


def put_right(people):
    at_work = walk(people, "hold_first_meeting", case=new_case(people))
    minutes = hold(call(at_work, people), people)
    made = called(people, walk(people, "hold_first_meeting"))
    doubted, asked_about = asked(people), heard(complaint(people.zhan1, at=on(3)), people)
    answered(people, doubted, clean=False)

    bad = rate(served(people.guidang, number=4), level="1")
    RATING.acts["call_rater"](bad, by=people.zhuren, reached="reached", said="已致歉说明。")
    RATING.acts["rectify_rating"](bad, by=people.zhuren, how="增开一个窗口。")
    reached = FollowUp.objects.filter(result="reached", case=walk(people, "follow_up")).get()
    ungraded = walk(people, "approve_closure")
    return [
        ("zhuren", reverse("cases:discussion_correct", args=[minutes.pk])),
        ("guidang", made.get_absolute_url()),
        *(
            ("guidang", reverse(f"cases:{name}", args=[reached.pk]))
            for name in ("call", "call_void")
        ),
        ("jiandu", reverse("cases:check_alarm", args=[doubted.case_id])),
        ("shencha", reverse("cases:fail", args=[ungraded.pk])),
        ("sifaju", reverse("quality:correct_hearing", args=[asked_about.pk])),
        ("zhuren", reverse("quality:correct_rating", args=[bad.pk])),
    ]


def steps(who, row, *names):
    keys = [row.pk] if row else []
    return [(who, reverse(f"quality:{name}", args=keys)) for name in names]
