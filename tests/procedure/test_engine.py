"""The engine by a small procedure: what a step checks, changes, counts, records, issues and tells."""

from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.utils import timezone

from legalaid.platform.audit import verbs
from legalaid.platform.audit.models import Event
from legalaid.platform.core.errors import DomainError, NotAllowed, StaleState
from legalaid.platform.documents.models import Paper
from legalaid.platform.procedure.engine import WORKFLOWS, Workflow, plain
from legalaid.platform.procedure.models import Deadline, Pause
from stations.enums import StationKind
from stations.hall.models import Ticket, Window
from stations.models import Station

from .trial import at, new_ticket, take, trial

__all__ = ["trial"]


def act(trial, key, ticket, *, by=None, hour=10, **facts):
    return trial.flow.acts[key](ticket, by=by or trial.clerk, at=at(hour), **facts)


def clocks_of(ticket):
    return [
        (row.rule, row.due_at and str(timezone.localdate(row.due_at)), row.met_at, row.cancelled_at)
        for row in Deadline.objects.of("trial", ticket.pk)
    ]


def fresh(ticket):
    return Ticket.objects.get(pk=ticket.pk)


# the table


def test_procedure_is_known_by_its_name_with_its_places_steps_and_noun(trial):
    flow = trial.flow
    assert WORKFLOWS["trial"] is flow
    assert (flow.name, flow.noun, verbs.NOUNS["trial"]) == ("trial", "试号", "试号")
    assert list(flow.places) == ["waiting", "called", "missed", "served", "lapsed"]
    assert flow.places["called"].turn == "handler"
    assert flow.steps["call"].label == "叫号"
    assert flow.final == {"served", "lapsed"}


def test_matter_of_a_procedure_is_a_case_unless_it_says_otherwise():
    flow = Workflow("trial_without_noun", places=(), steps=(), policies={})
    assert (flow.noun, verbs.NOUNS["trial_without_noun"]) == ("案", "案")
    del WORKFLOWS["trial_without_noun"], verbs.NOUNS["trial_without_noun"]


def test_every_step_has_its_verb(trial):
    assert verbs.VERBS["trial.take"] == verbs.Verb(
        "trial.take", "取号：{purpose}{who}", ("purpose", "ground"), ("who",), "取号"
    )
    assert verbs.VERBS["trial.look"] == verbs.Verb("trial.look", "查看", ("on",), (), "查看")


def test_act_keeps_the_name_of_its_function(trial):
    assert trial.flow.acts["look"].__name__ == "_do_nothing"
    assert list(trial.flow.acts) == list(trial.flow.steps)


def test_follower_and_builder_are_given_back(trial):
    def tell(subject, step, by, at): ...

    def build(subject, **facts): ...

    assert trial.flow.on_done(tell) is tell
    assert trial.flow.paper("seldom")(build) is build
    assert trial.flow.paper_contexts["seldom"] is build


# who may


@pytest.mark.parametrize(
    ("key", "state", "who", "sentence"),
    [
        ("look", "waiting", "clerk", ""),
        ("look", "missed", "clerk", "此试号现为“过号”，不能办理“查看”。"),
        ("take", "waiting", "clerk", "此试号现为“等候”，不能办理“取号”。"),
        ("look", "waiting", "lawyer", "您的岗位没有办理这一步的权限。"),
        ("call", "waiting", "lawyer", ""),
        ("lapse", "waiting", "clerk", "此步骤由系统按期限自动办理。"),
        ("lapse", "waiting", "system", ""),
        ("lapse", "called", "system", "此试号现为“已叫号”，不能办理“过期”。"),
        ("take_self", "waiting", "system", "此试号现为“等候”，不能办理“自助取号”。"),
    ],
)
def test_refusal_names_what_stands_in_the_way(trial, key, state, who, sentence):
    ticket = Ticket(state=state, number=1)
    assert trial.flow.refusal(trial.flow.steps[key], ticket, getattr(trial, who)) == sentence


def test_policy_is_asked_after_the_right(trial):
    ticket = Ticket(state="waiting", number=13)
    assert trial.flow.denial("queue.serve", trial.lawyer, ticket) == "律师甲不办13号。"
    assert trial.flow.denial("queue.take", trial.clerk, ticket) == ""
    told = "您的岗位没有办理这一步的权限。"
    assert trial.flow.denial("queue.serve", trial.finance, ticket) == told


@pytest.mark.parametrize(
    ("state", "who", "keys"),
    [
        ("waiting", "clerk", ["call", "look", "hurry", "settle", "finish"]),
        ("called", "clerk", ["put_back", "look", "finish"]),
        ("called", "lawyer", ["put_back", "finish"]),
        ("missed", "clerk", ["call", "undo"]),
        ("served", "clerk", []),
        ("waiting", "system", ["lapse"]),
        ("waiting", "finance", []),
    ],
)
def test_steps_on_offer_stand_in_the_order_of_the_procedure(trial, state, who, keys):
    offered = trial.flow.available(Ticket(state=state, number=1), getattr(trial, who))
    assert [step.key for step in offered] == keys


# a new row


def test_opening_makes_the_row_by_the_right_alone(trial):
    ticket = new_ticket(trial)
    row = fresh(ticket)
    assert (row.version, row.changed_at, row.turn) == (1, at(9), "window")
    assert (row.due_rule, row.due_from) == ("examination", at(9))
    assert str(timezone.localdate(row.due_at)) == "2026-03-10"
    assert (ticket.version, ticket.turn) == (1, "window")


def test_who_has_no_right_opens_nothing(trial):
    with pytest.raises(NotAllowed, match="^您的岗位没有办理这一步的权限。$"):
        new_ticket(trial, by=trial.lawyer)
    assert (Ticket.objects.count(), Event.objects.count(), Deadline.objects.count()) == (0, 0, 0)


def test_what_opens_by_itself_is_opened_by_the_system_or_by_who_may(trial):
    for number, who in enumerate((trial.system, trial.clerk), 1):
        ticket = Ticket(station=trial.hall, day=date(2026, 3, 3), number=number, purpose="consult",
                        taken_at=at(9), place=at(9))  # fmt: skip
        assert take(trial, ticket, "take_self", by=who) is ticket
    with pytest.raises(NotAllowed):
        new_ticket(trial, 3, by=trial.system)


# a row that stands


def test_step_moves_counts_and_gives_back_what_its_body_made(trial):
    ticket = new_ticket(trial)
    made = SimpleNamespace()
    assert act(trial, "settle", ticket, made=made) is made
    for row in (ticket, fresh(ticket)):
        assert (row.state, row.version, row.changed_at, row.turn) == ("missed", 2, at(10), "")


def test_step_without_a_target_stays(trial):
    ticket = new_ticket(trial)
    act(trial, "look", ticket)
    assert (fresh(ticket).state, fresh(ticket).version) == ("waiting", 2)


def test_row_is_read_anew_and_what_the_reader_had_changed_is_not_kept(trial):
    ticket = new_ticket(trial)
    other = fresh(ticket)
    act(trial, "look", other)
    ticket.purpose = "apply"
    act(trial, "look", ticket, hour=11)
    assert (fresh(ticket).purpose, fresh(ticket).version, ticket.version) == ("consult", 3, 3)


def test_time_is_now_unless_said(trial):
    ticket, before = new_ticket(trial), timezone.now()
    trial.flow.acts["look"](ticket, by=trial.clerk)
    assert before <= fresh(ticket).changed_at <= timezone.now()


def test_step_in_another_state_is_stale_and_changes_nothing(trial):
    ticket = new_ticket(trial)
    with pytest.raises(StaleState, match="^此试号现为“等候”，不能办理“退回”。$"):
        act(trial, "put_back", ticket)
    assert (fresh(ticket).version, Event.objects.count()) == (1, 1)


def test_step_without_the_right_is_refused_and_changes_nothing(trial):
    ticket = new_ticket(trial)
    with pytest.raises(NotAllowed, match="^您的岗位没有办理这一步的权限。$"):
        act(trial, "call", ticket, by=trial.finance)
    with pytest.raises(NotAllowed, match="^此步骤由系统按期限自动办理。$"):
        act(trial, "lapse", ticket)
    assert (fresh(ticket).version, Event.objects.count()) == (1, 1)


def test_row_that_moved_on_since_it_was_seen_is_stale(trial):
    ticket = new_ticket(trial)
    act(trial, "look", ticket, seen=1)
    told = "^此试号已有新的办理（现为“等候”）：窗口员 (2026年)?3月3日 10:00 办理了“查看”。请核对后重新提交。$"
    with pytest.raises(StaleState, match=told):
        act(trial, "look", ticket, seen=1, hour=11)
    act(trial, "look", ticket, seen=2, hour=11)
    assert fresh(ticket).version == 3


def test_time_never_runs_backwards(trial):
    ticket = new_ticket(trial, hour=10)
    act(trial, "look", ticket, hour=10)
    with pytest.raises(DomainError, match="^办理时间早于此试号上一步的时间，请核对。$"):
        act(trial, "look", ticket, hour=9)
    Ticket.objects.update(changed_at=None)
    act(trial, "look", ticket, hour=9)
    assert fresh(ticket).version == 3


def test_step_back_returns_to_where_the_row_came_from(trial):
    ticket = new_ticket(trial)
    act(trial, "call", ticket, window="1号窗口")
    assert (fresh(ticket).state, fresh(ticket).returns_to) == ("called", "waiting")
    act(trial, "put_back", ticket, hour=11)
    assert (fresh(ticket).state, fresh(ticket).returns_to) == ("waiting", "")
    act(trial, "settle", ticket, hour=12)
    assert fresh(ticket).returns_to == ""
    act(trial, "call", ticket, hour=13, window="1号窗口")
    act(trial, "put_back", ticket, hour=14)
    assert fresh(ticket).state == "missed"


def test_what_the_reader_knew_is_not_read_again_unless_it_changed(trial, django_assert_num_queries):
    ticket = new_ticket(trial)
    first = Window.objects.create(station=trial.hall, number=1)
    second = Window.objects.create(station=trial.hall, number=2)
    ticket.window = first
    ticket.save()
    Ticket.objects.update(window=second)
    act(trial, "look", ticket)
    with django_assert_num_queries(0):
        assert ticket.station.name == "试验大厅"
    assert ticket.window == second


# clocks


def test_pausing_step_stops_the_clock_under_its_name_and_the_way_back_lets_it_run(trial):
    ticket = new_ticket(trial)
    act(trial, "call", ticket, window="1号窗口")
    assert clocks_of(ticket) == [("examination", None, None, None)]
    assert (fresh(ticket).due_at, fresh(ticket).due_from, fresh(ticket).due_rule) == (
        None,
        None,
        "",
    )
    assert Pause.objects.get().reason == "叫号"
    act(trial, "put_back", ticket, hour=11)
    assert clocks_of(ticket) == [("examination", "2026-03-10", None, None)]


def test_step_cancels_one_clock_and_starts_another(trial):
    ticket = new_ticket(trial)
    act(trial, "hurry", ticket)
    assert clocks_of(ticket) == [
        ("examination", "2026-03-10", None, at(10)),
        ("assignment", "2026-03-06", None, None),
    ]
    assert (fresh(ticket).due_rule, fresh(ticket).due_from) == ("assignment", at(10))


def test_clock_is_met_and_runs_again_when_the_step_is_undone(trial):
    ticket = new_ticket(trial)
    act(trial, "hurry", ticket)
    act(trial, "settle", ticket, hour=11)
    assert clocks_of(ticket)[1] == ("assignment", "2026-03-06", at(11), None)
    act(trial, "undo", ticket, hour=12)
    assert clocks_of(ticket)[1] == ("assignment", "2026-03-06", None, None)


def test_end_of_a_procedure_cancels_what_still_runs_there(trial):
    ticket, other = new_ticket(trial), new_ticket(trial, 2)
    act(trial, "finish", ticket)
    assert clocks_of(ticket) == [("examination", "2026-03-10", None, at(10))]
    assert (fresh(ticket).due_at, fresh(ticket).due_rule) == (None, "")
    assert clocks_of(other) == [("examination", "2026-03-10", None, None)]


# what is told


def test_event_holds_what_its_sentence_names(trial):
    ticket = new_ticket(trial, who="李国强", ground="", other="不记")
    event = Event.objects.get()
    assert (event.verb, event.workflow, event.subject_id) == ("trial.take", "trial", ticket.pk)
    assert (event.actor, event.at) == (trial.clerk, at(9))
    assert event.data == {"purpose": "consult"}  # found on the row that was made
    assert event.personal_data == {"who": "李国强"}


def test_fact_that_was_given_goes_before_what_was_made(trial):
    ticket = new_ticket(trial)
    made = SimpleNamespace(window="2号窗口", number=0)
    act(trial, "call", ticket, window="1号窗口", made=made)
    assert Event.objects.last().data == {"window": "1号窗口", "number": 0}
    act(trial, "look", ticket, hour=11, on=date(2026, 3, 3))
    assert Event.objects.last().data == {"on": "2026-03-03"}
    act(trial, "look", ticket, hour=12)
    assert Event.objects.last().data == {}


def test_paper_of_a_step_says_what_its_builder_says(trial):
    ticket = new_ticket(trial)
    act(trial, "call", ticket, by=trial.lawyer, window="1号窗口")
    paper = Paper.objects.get()
    assert (paper.kind, paper.workflow, paper.subject_id) == (
        "material_receipt",
        "trial",
        ticket.pk,
    )
    assert (paper.issued_by, paper.issued_at) == (trial.lawyer, at(10))
    said = {key: paper.facts[key] for key in ("号", "经办", "时间", "窗口")}
    assert said == {"号": "A001", "经办": "律师甲", "时间": "10", "窗口": "1号窗口"}


def test_followers_are_told_of_every_step_in_the_same_transaction(trial):
    heard = []

    @trial.flow.on_done
    def tell(subject, step, by, at):
        heard.append((subject.pk, subject.state, step.key, by.name, at))
        if step.key == "finish":
            raise DomainError("不行。")

    ticket = new_ticket(trial)
    act(trial, "settle", ticket)
    assert heard == [
        (ticket.pk, "waiting", "take", "窗口员", at(9)),
        (ticket.pk, "missed", "settle", "窗口员", at(10)),
    ]
    act(trial, "undo", ticket, hour=11)
    with pytest.raises(DomainError, match="不行。"):
        act(trial, "finish", ticket, hour=12)
    assert fresh(ticket).state == "waiting"


# facts as the log holds them


@pytest.mark.django_db
def test_facts_become_text_the_log_can_hold():
    assert plain(timezone.make_aware(datetime(2026, 3, 3, 9, 5))) == "2026-03-03 09:05"
    assert plain(date(2026, 3, 3)) == "2026-03-03"
    assert plain(Decimal("1400.50")) == "1400.50"
    assert plain(Station(name="石桥乡工作站")) == "石桥乡工作站"
    assert plain(["甲", Decimal("1.0"), date(2026, 3, 3)]) == "甲、1.0、2026-03-03"
    assert plain(("甲",)) == "甲"
    assert plain(Station.objects.none()) == ""
    assert plain(StationKind.CENTER) == "法律援助机构"
    assert plain("甲") == "甲"
    assert plain(3) == 3
