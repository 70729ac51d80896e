"""The exact words of the papers with which aid ends before its time, and of what undoes it."""

from datetime import date, timedelta
from decimal import Decimal

from cases.domain.papers import print_paper
from cases.workflow import CASE
from tests.cases.test_notice import met, notified
from tests.cases.test_termination import act, heard, proposed, terminated
from tests.factories import START, new_case, walk
from tests.papers import assert_words, paper_of, words_of


def test_recipient_who_asks_for_it(office):
    case = terminated(office)
    assert_words(paper_of(case, "termination_decision"), "受援人要求终止")
    assert_words(paper_of(case, "termination_letter"), "受援人要求终止")
    assert_words(paper_of(case, "termination_notice"), "受援人要求终止")


def test_death_before_anybody_had_taken_it_on(office):
    died = {
        "occasion": "death",
        "happened_on": date(2026, 3, 19),
        "provision": "某省法律援助条例第三十条",
    }
    case = terminated(
        office,
        "assign",
        case=walk(office, "assign", case=new_case(office, organ_number="清劳仲〔2026〕15号")),
        **died,
    )
    assert_words(paper_of(case, "termination_decision"), "受援人死亡")
    assert_words(paper_of(case, "termination_letter"), "受援人死亡，尚未接受指派")
    assert_words(paper_of(case, "termination_notice"), "尚未接受指派")


def test_counsel_of_their_own_in_a_notified_defence(office):
    case = notified(office)
    met(case, office, consented=True)
    own = {"occasion": "own_counsel", "counsel": "周平，正阳律师事务所"}
    heard(proposed(case, office, **own), office)
    act(case, office, "terminate", "zhuren", 20, reasons="已自行委托辩护律师。\n委托书已核对。")
    assert_words(paper_of(case, "termination_decision"), "通知辩护，自行委托")
    assert_words(paper_of(case, "termination_letter"), "通知辩护，自行委托")


def test_decision_that_the_centre_takes_back(office):
    case = terminated(office)
    act(case, office, "revoke_termination", "zhuren", 21, reason="要求终止的不是受援人本人")
    assert_words(paper_of(case, "termination_revoked"), "自行纠正")
    bare = terminated(
        office,
        case=walk(office, "grant", case=new_case(office, organ="", at=START + timedelta(hours=1))),
    )
    act(bare, office, "revoke_termination", "zhuren", 21, reason="要求终止的不是受援人本人。")
    assert_words(paper_of(bare, "termination_revoked"), "没有承办机构和办案机关")


def test_deceit_that_goes_to_the_bureau(office):
    case = terminated(office, occasion="deceit")
    said = {"account": "收入证明系伪造，\n单位已书面证实。", "cost": Decimal("1200.00")}
    CASE.acts["refer_fraud"](case, by=office.zhuren, at=START + timedelta(days=21), **said)
    assert_words(paper_of(case, "fraud_referral"), "移送司法局")


def test_unit_deals_with_the_family_of_whoever_died(office):
    died = {"occasion": "ended_by_death", "happened_on": date(2026, 3, 19)}
    case = terminated(office, **died, borderline="受援人死亡，仲裁程序终结。")
    text = words_of(paper_of(case, "termination_notice"))
    assert "请赵明远停止办理，与其近亲属办理后续手续，向其退还受援人提交的证据原件，" in text


def test_receipt_is_signed_by_the_unit_or_organ_the_paper_went_to(office):
    case = terminated(office)

    def receiver(title):
        paper = print_paper(case, "service_receipt", by=office.chuangkou, document=title)
        return paper.facts["applicant"]

    assert receiver("终止法律援助公函") == case.organ
    assert receiver("终止法律援助通知书") == "清和明理律师事务所"
    assert receiver("终止法律援助决定书") == "李国强"
