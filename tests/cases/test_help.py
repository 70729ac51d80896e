"""Duty lawyers' help: registered during a duty, asked for by an organ, corrected, voided; its hours and its papers."""

from datetime import date, timedelta

import pytest

from cases.domain import help as acts
from cases.models import Help
from cases.queries.help import lawyers_at, totals_of
from cases.workflow import HELP
from legalaid.platform.audit.chain import events_for
from legalaid.platform.core.errors import DomainError, NotAllowed, StaleState
from legalaid.platform.procedure.models import Deadline
from stations.domain import duty
from stations.models import Handler, Shift, Station
from tests.helps import DAY, asked, at, duty_of_lvshi, facts, given
from tests.stations.factories import handler


@pytest.fixture
def shift(county):
    return duty_of_lvshi(county)


def told(row):
    return [event.sentence for event in events_for("help", row.pk)]


def counts(shift):
    shift = Shift.objects.get(pk=shift.pk)
    return shift.helped, {row.kind: row.count for row in shift.helps.all()}


def test_help_of_a_duty_is_kept_with_its_number_and_counted_with_the_duty(county, shift):
    row = given(county, shift, kinds=("advice", "witness"), plea="admits")
    assert (row.number, row.state, row.on, row.lawyer.user.username) == (
        "清援帮〔2026〕1号",
        "given",
        DAY,
        "lvshi",
    )
    assert counts(shift) == (1, {"advice": 1, "witness": 1})
    assert told(row) == ["登记值班中的法律帮助：提供法律咨询、见证签署具结书"]


def test_sign_out_keeps_the_numbers_of_the_register_whatever_is_typed(county, shift):
    given(county, shift)
    duty.sign_out(shift, by=county.lvshi, helps={"advice": 9}, at=at(17))
    assert counts(shift) == (1, {"advice": 1})


def test_duty_without_a_register_counts_what_is_typed(county, shift):
    duty.sign_out(shift, by=county.lvshi, helps={"advice": 9}, at=at(17))
    assert counts(shift) == (None, {"advice": 9})


def test_same_form_twice_makes_one_help(county, shift):
    token = "00000000-0000-4000-8000-0000000000aa"
    one, two = (
        acts.register(by=county.lvshi, shift=shift, facts=facts(), acts=["advice"], token=token, at=at(10))
        for _ in range(2)
    )  # fmt: skip
    assert (one.pk == two.pk, Help.objects.count()) == (True, 1)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"organ_kind": "court"}, "机关类别是人民法院，与机关名称不符"),
        ({"stage": "审查起诉"}, "公安机关的案件，所处阶段只能是侦查"),
        ({"starts_at": at(8, 50)}, "开始时间早于签到（09:00）"),
        ({"ends_at": at(9, 30)}, "结束时间须晚于开始时间"),
        ({"ends_at": at(10, 1)}, "结束时间不能晚于现在"),
        ({"signed": "none"}, "未签名的，请写明原因"),
        ({"kinds": ()}, "请勾选帮助的内容"),
        ({"kinds": ("witness",)}, "见证签署具结书的，是认罪认罚的案件"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_kept(county, shift, changes, sentence):
    with pytest.raises(DomainError, match=sentence):
        given(county, shift, **changes)
    assert (Help.objects.count(), counts(shift)) == (0, (None, {}))


def test_help_after_the_sign_out_is_refused(county, shift):
    duty.sign_out(shift, by=county.lvshi, helps={}, at=at(11))
    with pytest.raises(DomainError, match="结束时间晚于签退（11:00）"):
        given(county, shift, when=at(13), starts_at=at(10, 40), ends_at=at(11, 10))
    assert (
        given(county, shift, when=at(13)).state == "given"
    )  # written up later, of the time on duty


def test_lawyer_registers_on_no_duty_of_another(county, shift):
    with pytest.raises(NotAllowed, match="此法律帮助不在您的站点，也没有交给您"):
        given(county, shift, by=county.lvshi2)


def test_second_help_of_a_person_on_one_day_is_asked_about(county, shift):
    given(county, shift)
    with pytest.raises(DomainError, match="当天已为赵二登记过（清援帮〔2026〕1号）"):
        given(county, shift, name="趙二")
    given(county, shift, again=True)
    assert counts(shift) == (1, {"advice": 2})


def test_two_of_one_name_with_different_numbers_are_two_people(county, shift):
    given(county, shift, id_number="11010519491231002X", id_kind="resident")
    given(county, shift, id_number="440524198801010011", id_kind="resident")
    assert counts(shift)[0] == 2


def test_twenty_four_hours_run_from_the_end_of_the_help_and_end_with_the_forwarding(county, shift):
    row = given(county, shift, kinds=("advice", "forward"))
    assert (row.state, row.due_at, row.applied_at) == (
        "forwarding",
        at(9, 50, date(2026, 3, 5)),
        at(9, 50),
    )

    acts.forward(row, by=county.lvshi, at=at(11), note="：申请表1份")
    clock = Deadline.objects.get(workflow="help", subject_id=row.pk)
    assert (row.state, row.due_at, clock.met_at, clock.late) == ("forwarded", None, at(11), False)


def test_forwarding_after_a_day_is_kept_as_late_and_a_holiday_does_not_stretch_the_hours(
    county, shift
):
    row = given(county, shift, kinds=("forward",), when=at(10))
    acts.forward(row, by=county.lvshi, at=at(9, 51, date(2026, 3, 5)))
    assert Deadline.objects.get(workflow="help", subject_id=row.pk).late


def test_person_who_does_not_apply_after_all_ends_the_clock(county, shift):
    row = given(county, shift, kinds=("advice", "forward"))
    acts.drop_forward(row, by=county.lvshi, at=at(11), reason="家属已委托辩护人")
    assert (row.state, row.due_at, row.applied_at) == ("given", None, None)
    assert counts(shift) == (1, {"advice": 1})


def test_who_only_wanted_to_apply_cannot_be_left_without_any_help(county, shift):
    row = given(county, shift, kinds=("forward",))
    with pytest.raises(DomainError, match="没有别的内容；登记错误的请作废"):
        acts.drop_forward(row, by=county.lvshi, at=at(11), reason="没有申请")
    assert counts(shift) == (1, {"forward": 1})


def test_application_asked_for_later_starts_its_own_hours(county, shift):
    row = given(county, shift)
    acts.ask_forward(row, by=county.lvshi, at=at(12), applied_at=at(11, 30))
    assert (row.state, row.due_at) == ("forwarding", at(11, 30, date(2026, 3, 5)))
    assert counts(shift) == (1, {"advice": 1, "forward": 1})


def test_help_on_the_wrong_person_is_corrected_with_what_was(county, shift):
    row = given(county, shift, id_number="11010519491231002X", id_kind="resident")
    about = facts(name="钱三", id_number="440524198801010011", id_kind="resident")
    acts.amend(row, by=county.lvshi, at=at(12), reason="两人记反了", facts=about, acts=["advice"])
    assert told(row)[-1] == (
        "更正登记：姓名 赵二 → 钱三；证件号码 110*************** → 440***************。理由：两人记反了"
    )
    assert Help.objects.called("钱三").get().pk == row.pk


@pytest.mark.parametrize(
    ("changes", "kinds", "reason", "sentence"),
    [
        ({}, ["advice"], "没有变化的", "没有改动任何一项"),
        ({"plea": "admits"}, ["advice"], "错", "请写明更正的理由"),
        ({"stage": "一审"}, ["advice"], "阶段记错了", "所处阶段只能是侦查"),
        ({}, ["advice", "forward"], "他也申请了", "请用“提出申请”“不再申请”登记"),
    ],
)
def test_correction_that_cannot_be_is_refused(county, shift, changes, kinds, reason, sentence):
    row = given(county, shift)
    with pytest.raises(DomainError, match=sentence):
        acts.amend(
            row, by=county.lvshi, at=at(12), reason=reason, facts=facts(**changes), acts=kinds
        )


def test_void_help_is_counted_nowhere_and_keeps_its_number(county, shift):
    row = given(county, shift)
    acts.void(row, by=county.zhuren, at=at(12), reason="重复登记")
    assert (row.state, counts(shift)) == ("void", (None, {}))
    assert given(county, shift, when=at(13)).number == "清援帮〔2026〕2号"


def test_two_at_once_the_second_is_told_of_the_first(county, shift):
    row = given(county, shift)
    stale = Help.objects.get(pk=row.pk)
    acts.void(row, by=county.zhuren, at=at(12), reason="重复登记", seen=row.version)
    with pytest.raises(StaleState, match="作废"):
        acts.void(stale, by=county.lvshi, at=at(12, 1), reason="重复登记", seen=stale.version)


def test_notice_waits_for_a_lawyer_and_is_given_in_the_duty(county, shift):
    row = asked(county)
    assert (row.state, row.turn, row.on, told(row)) == (
        "waiting",
        "handler",
        DAY,
        ["登记办案机关通知，等待值班律师"],
    )
    acts.call_lawyer(row, by=county.chuangkou, at=at(10, 10), lawyer=handler("lvshi"))
    assert "清和县人民检察院有人等待您提供法律帮助" in county.lvshi.messages.latest("pk").text

    done = {"plea": "admits", "starts_at": at(10, 30), "ends_at": at(11), "signed": "both"}
    duty_of = {"lawyer": handler("lvshi"), "shift": shift, "on": DAY}
    acts.give(row, by=county.lvshi, facts=done | duty_of, acts=["advice", "witness"], at=at(11))
    assert (row.state, counts(shift)) == ("given", (1, {"advice": 1, "witness": 1}))


def test_notice_of_one_paper_for_one_person_is_registered_once(county):
    asked(county)
    with pytest.raises(DomainError, match="这份通知书已为赵二登记（清援帮〔2026〕1号）"):
        asked(county)


def test_what_could_not_be_given_says_why_and_may_come_back(county):
    row = asked(county)
    acts.not_given(row, by=county.chuangkou, at=at(11), why="recalled", reason="检察官王某来电")
    assert (row.state, told(row)[-1]) == (
        "not_given",
        "未能提供（办案机关撤回通知）：检察官王某来电",
    )
    acts.resume(row, by=county.chuangkou, at=at(12), reason="又要求提供")
    assert (row.state, row.why) == ("waiting", "")


def test_notice_of_a_later_day_than_the_help_is_refused(county, shift):
    row = asked(county)
    about = {
        "plea": "open",
        "starts_at": at(9),
        "ends_at": at(10),
        "signed": "both",
        "lawyer": handler("lvshi"),
    }
    with pytest.raises(DomainError, match="不能早于收到通知的日期"):
        acts.give(
            row,
            by=county.zhuren,
            facts=about | {"shift": None, "on": DAY - timedelta(days=1)},
            acts=["advice"],
            at=at(11),
        )
    with pytest.raises(DomainError, match="请选择提供帮助的值班律师"):
        acts.give(
            row,
            by=county.zhuren,
            facts=about | {"lawyer": None, "shift": None, "on": DAY},
            acts=["advice"],
            at=at(11),
        )


def test_lawyer_is_reminded_before_the_hours_are_over_and_once_after(county, shift):
    given(county, shift, kinds=("forward",))
    assert [
        acts.remind_forward(now, timedelta(days=1))
        for now in (at(12), at(13), at(10, 0, date(2026, 3, 5)))
    ] == [1, 0, 1]


def test_totals_of_form_29_count_persons_kinds_and_pleas(county, shift):
    given(county, shift, kinds=("advice", "witness"), plea="admits")
    given(county, shift, name="钱三", kinds=("advice", "measures"))
    acts.void(given(county, shift, name="孙四"), by=county.zhuren, at=at(12), reason="重复登记")
    acts.not_given(
        asked(county, name="李五"), by=county.chuangkou, at=at(11), why="counsel", reason="有律师"
    )
    found = totals_of(Help.objects.all())
    assert found | {"kinds": dict(found["kinds"])} == {
        "persons": 2, "admits": 1, "waiting": 0, "not_given": 1,
        "kinds": {"提供法律咨询": 2, "程序选择建议": 0, "申请变更强制措施": 1, "对案件处理提出意见": 0, "见证签署具结书": 1, "转交法律援助申请": 0},
    }  # fmt: skip


def test_every_state_that_runs_has_a_way_out(county):
    exits = {
        state: {step.key for step in HELP.steps.values() if state in step.source and step.target}
        for state in HELP.places
    }
    assert exits == {
        "waiting": {"give", "not_given", "void"},
        "given": {"ask_forward", "void"},
        "forwarding": {"forward", "drop_forward", "escalate", "void"},
        "forwarded": {"drop_forward", "escalate", "void"},
        "not_given": {"resume", "void"},
        "applied": set(),
        "void": set(),
    }


def test_who_is_helped_twice_in_one_duty_is_one_person(county, shift):
    given(county, shift)
    given(county, shift, again=True)
    given(county, shift, name="钱三")
    given(
        county, shift, name="钱三", again=True, id_kind="resident", id_number="440524198801010011"
    )
    assert counts(shift)[0] == 2


def test_duty_lawyers_help_is_a_lawyers(county):
    worker = Handler.objects.filter(kind="grassroots").first()
    assert worker not in lawyers_at(Station.objects.get(parent=None))
    row = asked(county, lawyer=worker)
    facts = {"shift": None, "lawyer": worker, "on": row.on, "plea": "admits", "result": "", "signed": "signed",
             "unsigned_why": "", "starts_at": at(11), "ends_at": at(11) + timedelta(minutes=20)}  # fmt: skip
    with pytest.raises(DomainError, match="不是执业律师") as error:
        acts.give(row, by=county.chuangkou, facts=facts, acts=["advice"], at=at(12))
    assert (error.value.field, Help.objects.get().state) == ("lawyer", "waiting")


def test_hours_to_forward_follow_the_end_of_the_help_when_it_is_put_right(county, shift):
    row = given(county, shift, kinds=("advice", "forward"))
    before, later = row.ends_at, timedelta(minutes=45)
    kept = {"facts": {"ends_at": before + later}, "acts": ["advice", "forward"]}
    HELP.acts["amend"](row, by=county.lvshi, at=at(12), reason="时间登记错了。", **kept)
    row.refresh_from_db()
    assert (row.applied_at, row.due_at) == (before + later, before + later + timedelta(hours=24))
