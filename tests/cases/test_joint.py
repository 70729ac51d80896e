"""The list of those who apply together: typed or pasted, corrected with a reason, searched, compared and counted person by person."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.http import QueryDict
from django.urls import reverse

from cases.forms.joint import JointForm
from cases.forms.pasted import read_lines
from cases.law import crowds
from cases.models import Case, JointApplicant
from cases.queries.conflict import conflicts_of
from cases.queries.search import search
from cases.workflow import CASE
from legalaid.faces.statistics.models import Span
from legalaid.faces.statistics.queries.sums import sums
from legalaid.platform.audit.models import Event
from legalaid.platform.audit.verbs import sentence
from legalaid.platform.core.errors import DomainError
from legalaid.platform.documents.models import Paper
from tests.factories import START, new_case, person, walk

OLD_WOMAN, MAN = "11010519491231002X", "440524188001010014"
APPLICANT = "440524198801010011"
PASTED = f"""序号\t姓名\t身份证号\t人员类别\t拖欠工资\t联系电话
1\t吴小妹\t{OLD_WOMAN}\t农民工、残疾人\t￥9,300.50\t13700137000
2\t周大勇\t\t农民\t5000元\t
3\t郑全\t\t\t\t
"""
FACTS = {
    "id_kind": "",
    "id_number": "",
    "sex": "",
    "birth": None,
    "crowds": None,
    "amount": None,
    "phone": "",
}


@pytest.fixture
def case(county):
    return new_case(county, applicant_count=4, indivisible=False, joint=())


def row(name, **facts):
    return FACTS | {"name": name} | facts


def do(case, county, rows, **facts):
    return CASE.acts["list_joint"](
        case, by=county.chuangkou, rows=rows, at=case.changed_at, **{"separable": True} | facts
    )


def send(client, case, **changes):
    data = {"seen": case.version, "separable": "on", "joint_row": [], "pasted": ""}
    return client.post(reverse("cases:list_joint", args=[case.pk]), data | changes)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("王五", [{"name": "王五", "crowds": "", "amount": ""}]),
        ("3 王五 农民工 3,000元 13700137000", [{"name": "王五", "crowds": "农民工", "amount": "3000", "phone": "13700137000"}]),
        (f"王五 {OLD_WOMAN} 农民工 残疾人 3000元", [{"name": "王五", "id_number": OLD_WOMAN, "crowds": "农民工、残疾人", "amount": "3000"}]),
        (f"王五，{OLD_WOMAN}，无，300，", [{"name": "王五", "id_number": OLD_WOMAN, "crowds": "无", "amount": "300", "phone": ""}]),
        ("电话\t姓名\t性别\n137\t王五\t男\n\n", [{"phone": "137", "name": "王五", "amount": ""}]),
        ("", []),
    ],
)  # fmt: skip
def test_pasted_lines_are_rows(text, rows):
    assert read_lines(text) == rows


@pytest.mark.parametrize(
    ("ticked", "female", "years", "own", "alike"),
    [
        (["migrant_worker", "elderly"], True, 76, ["elderly", "woman", "migrant_worker"], ["elderly", "woman", "migrant_worker"]),
        (["migrant_worker", "woman"], False, 17, ["minor", "woman", "migrant_worker"], ["minor", "migrant_worker"]),
        (["minor"], True, None, ["minor"], ["minor"]),
        ([], False, 60, ["elderly"], ["elderly"]),
        (["elderly"], True, 59, ["woman"], ["woman"]),
        ([], True, 18, ["woman"], ["woman"]),
    ],
)  # fmt: skip
def test_identity_proves_age_and_sex_and_who_was_not_asked_is_as_the_applicant(
    ticked, female, years, own, alike
):
    assert crowds.proven(ticked, female=female, years=years) == own
    assert crowds.shared(ticked, female=female, years=years) == alike


def test_pasted_list_is_registered_printed_and_told(county, sign_in, case):
    client = sign_in(county.chuangkou)
    assert send(client, case, pasted=PASTED).status_code == 302
    case = Case.objects.get(pk=case.pk)
    assert [(p.name, p.id_number, p.crowds, p.amount, p.phone, p.sex) for p in case.joint] == [
        ("吴小妹", OLD_WOMAN, ["disabled", "migrant_worker"], Decimal("9300.50"), "13700137000", "F"),
        ("周大勇", "", ["farmer"], Decimal(5000), "", ""),
        ("郑全", "", None, None, "", ""),
    ]  # fmt: skip
    event = Event.objects.get(verb="case.list_joint", subject_id=case.pk)
    assert sentence(event) == (
        "登记共同申请人名单，申请人共4人：其他申请人 未填 → 吴小妹（残疾人、农民工，9,300.50元）、周大勇（农民，5,000.00元）、郑全；"
        "其他申请人证件号码 未填 → 110***************；其他申请人电话 未填 → 137****7000"
    )
    old, new = Paper.objects.filter(subject_id=case.pk, kind="application").order_by("pk")
    assert (old.superseded_by, [p["name"] for p in new.facts["joint"]]) == (
        new,
        ["吴小妹", "周大勇", "郑全"],
    )
    page = client.get(case.get_absolute_url()).content.decode()
    assert ("金额合计14,300.50元" in page, OLD_WOMAN in page, "13700137000" in page) == (
        True,
        False,
        False,
    )


def test_draft_with_a_pasted_list_comes_back_as_rows_once(county, sign_in, case):
    client = sign_in(county.chuangkou)
    draft = reverse("cases:step_draft", args=[case.pk, "list_joint"])
    client.post(draft, {"pasted": PASTED, "joint_name": ["赵六"]})
    form = client.get(reverse("cases:list_joint", args=[case.pk])).context["form"]
    assert [row["name"].value() for row in form.joint.shown] == ["赵六", "吴小妹", "周大勇", "郑全"]
    assert form["pasted"].value() == ""


def test_wrong_rows_say_why_beside_the_row_and_keep_everything(county, sign_in, case):
    pasted = f"吴小妹,{OLD_WOMAN},渔民\n周大勇,{OLD_WOMAN[:-1]}1\n李四,,农民、农民工\n钱七,,,1000.5.5\n孙八,,,,1370013"
    answer = send(
        sign_in(county.chuangkou), case, pasted=pasted, joint_name=["赵六"], joint_id_number=[MAN]
    )
    form = answer.context["form"]
    assert answer.status_code == 422
    assert {where: list(said) for where, said in form.joint.errors.items()} == {
        "共同申请人第2行人员类别": ["没有“渔民”这一类别，可填的见下。"],
        "共同申请人第3行证件号码": ["证件号码最后一位校验码不对，请核对是否输错。"],
        "共同申请人第4行人员类别": ["农民和农民工只能选一项，请按主要从事的工作选。"],
        "共同申请人第5行金额（元）": ["请填写数字，如 12000 或 12000.50。"],
        "共同申请人第6行联系电话": ["电话应为11位手机号，或带区号的固定电话。"],
    }
    assert [row["name"].value() for row in form.joint.shown] == [
        "赵六",
        "吴小妹",
        "周大勇",
        "李四",
        "钱七",
        "孙八",
    ]
    assert (form["pasted"].value(), JointApplicant.objects.count()) == ("", 0)


def test_number_twice_or_the_applicants_own_is_refused_beside_the_row(county, sign_in, case):
    names, numbers = ["甲某", "乙某", "丙某"], [OLD_WOMAN, OLD_WOMAN.lower(), APPLICANT]
    answer = send(sign_in(county.chuangkou), case, joint_name=names, joint_id_number=numbers)
    assert answer.context["form"].joint.errors == {
        "共同申请人第2行证件号码": ["与第1行的证件号码相同，同一人只登记一次。"],
        "共同申请人第3行证件号码": ["与申请人本人的证件号码相同，申请人不列入名单。"],
    }
    with pytest.raises(DomainError, match="重复"):
        do(case, county, [row("甲某", id_number=OLD_WOMAN), row("乙某", id_number=OLD_WOMAN)])


def test_what_was_left_open_is_filled_in_freely_and_what_was_said_is_corrected_with_a_reason(
    county, sign_in, case
):
    do(case, county, [row("吴小妹", id_number=OLD_WOMAN), row("周大勇"), row("郑全")])
    first, second, third = case.joint_applicants.all()
    rows = {
        "joint_row": [first.pk, second.pk, third.pk],
        "joint_name": ["吴小妹", "周大勇", "郑全"],
    }
    client = sign_in(county.chuangkou)

    assert send(client, case, **rows, joint_id_number=["", MAN, ""]).status_code == 302
    assert [p.id_number for p in case.joint_applicants.all()] == [OLD_WOMAN, MAN, ""]
    case.refresh_from_db()
    without = rows | {"joint_row": [first.pk, second.pk], "joint_name": ["吴小妹", "周大永"]}
    answer = send(client, case, **without)
    assert answer.context["form"].errors == {
        "reason": ["更正已经登记的内容，请写明理由（不少于4个字）。"]
    }
    assert send(client, case, **without, reason="郑全自行协商，更正姓名").status_code == 302
    case = Case.objects.get(pk=case.pk)
    assert [(p.pk, p.name, p.id_number) for p in case.joint] == [
        (first.pk, "吴小妹", OLD_WOMAN), (second.pk, "周大永", MAN),
    ]  # fmt: skip
    assert case.applicant_count == 3


def test_two_hundred_rows_are_posted_at_once_and_more_than_the_most_refused(county, sign_in, case):
    boxes = {"amount": "100", "crowds": "农民工", "phone": "", "id_number": "", "row": ""}
    rows = {f"joint_{name}": [value] * 200 for name, value in boxes.items()}
    names = [f"工友{number}" for number in range(200)]
    answer = send(
        sign_in(county.chuangkou), case, **rows, joint_name=names, reason="人数以名单为准"
    )
    case.refresh_from_db()
    assert (answer.status_code, case.applicant_count) == (302, 201)
    assert [row.weight for row in case.counted.all()] == [201]

    pasted = QueryDict(mutable=True)
    pasted["pasted"] = "\n".join(["工友"] * 501)
    form = JointForm(case=case, data=pasted, rows=pasted)
    assert form.errors == {"__all__": ["一份名单最多500人，再多的请分案登记。"]}


def test_nothing_changed_is_said_and_a_list_of_nobody_is_one_applicant(county, case):
    do(case, county, [row("甲某"), row("乙某"), row("丙某")])
    rows = [row(p.name) | {"pk": p.pk} for p in case.joint_applicants.all()]
    with pytest.raises(DomainError, match="没有改动任何一项"):
        do(case, county, rows)
    do(case, county, [], reason="只有一人申请")
    assert (case.applicant_count, case.indivisible, case.joint) == (1, True, [])


def test_each_is_found_by_name_and_number_and_seen_by_the_check_of_conflicts(county, case):
    do(
        case,
        county,
        [row("吴小妹", id_number=OLD_WOMAN, phone="13700137000"), row("周大勇"), row("郑全")],
    )
    for text in ("吴小妹", OLD_WOMAN, "13700137000", "zhoudayong"):
        assert [hit["pk"] for hit in search(county.shencha, text, ["pk"])[0]] == [case.pk]

    number = {"id_kind": "resident", "id_number": "440524199001010013"}
    other = new_case(county, who=person(name="沈某", **number))
    other.parties.all().delete()
    other.parties.create(role="opponent", name="吴小妹")
    assert [hit.sentence for hit in conflicts_of(other)] == [
        f"吴小妹在{case.number}中有同名的共同申请人，请核对是否同一人。"
    ]
    assert f"吴小妹在{other.number}中有同名的对方当事人，请核对是否同一人。" in [
        hit.sentence for hit in conflicts_of(case)
    ]


def test_four_workers_are_counted_each_with_the_own_crowds(county, case):
    """The applicant a migrant worker, an old woman farmer, a minor of whom nothing was asked, one without a crowd."""
    minor = {
        "id_number": "110105201203070012",
        "birth": START.date() - timedelta(days=365 * 14),
        "sex": "M",
    }
    told = [
        row("甲某", id_number=OLD_WOMAN, sex="F", birth=START.date() - timedelta(days=365 * 70), crowds=["farmer"]),
        row("乙某", **minor),
        row("丙某", crowds=[]),
    ]  # fmt: skip
    do(case, county, told)
    walk(county, "grant", case=case)
    Case.objects.filter(pk=case.pk).update(
        amount_won=Decimal("100.02"), closed_on=START.date() + timedelta(days=9)
    )
    case.refresh_from_db()
    do(
        case,
        county,
        [row(p.name, **{n: getattr(p, n) for n in FACTS}) | {"pk": p.pk} for p in case.joint][:3],
        separable=False,
        reason="改为不可分",
    )
    keys = [
        f"all.recipients.{name}"
        for name in ("migrant_worker", "farmer", "elderly", "woman", "minor")
    ]
    span = Span(START.date(), START.date() + timedelta(days=30))
    figures = ["all.granted", "all.recipients", "all.won", *keys]
    assert [sums(figures, span)[key] for key in figures] == [1, 4, Decimal("100.02"), 2, 1, 1, 1, 1]

    do(
        case,
        county,
        [row(p.name, **{n: getattr(p, n) for n in FACTS}) | {"pk": p.pk} for p in case.joint],
        reason="各人工资可分",
    )
    assert [sums(figures, span)[key] for key in figures] == [4, 4, Decimal("100.02"), 2, 1, 1, 1, 1]
    assert sorted((c.weight, c.persons, c.won) for c in case.counted.all()) == [
        (1, 1, Decimal("25.00")), (1, 1, Decimal("25.00")), (1, 1, Decimal("25.00")), (1, 1, Decimal("25.02")),
    ]  # fmt: skip


def test_row_on_file_is_stood_for_once_and_by_its_number_alone(county, case):
    do(case, county, [row("甲某"), row("乙某"), row("丙某")])
    first, second, _ = case.joint_applicants.all()
    posted = QueryDict(mutable=True)
    posted.setlist("joint_row", [str(first.pk), str(first.pk), "²", "9" * 5000])
    posted.setlist("joint_name", ["甲某", "乙某", "丙某", "丁某"])
    form = JointForm(case=case, data=posted, rows=posted)
    assert [one.on_file for one in form.joint.rows] == [first, None, None, None]
