"""The exact words of what goes to other agencies and organs."""

from datetime import date
from decimal import Decimal

from cases.domain import inbound
from cases.papers.inbound import cooperation_reply
from cases.workflow import CASE
from stations.models import Station
from tests.cases.test_letters import at
from tests.factories import new_case, walk
from tests.papers import assert_words, paper_of, words_of


def test_application_that_is_not_ours_and_the_papers_handed_on(office):
    case = new_case(office)
    facts = {
        "destination": "邻水县法律援助中心",
        "reason": "劳动合同履行地和仲裁委员会都在邻水县。",
    }
    CASE.acts["refer_away"](case, by=office.chuangkou, at=at(3, 3, 10), **facts)
    assert_words(paper_of(case, "referral_notice"), "告知向外县申请")
    CASE.acts["forward_papers"](
        case,
        by=office.chuangkou,
        at=at(3, 4),
        sent_on=date(2026, 3, 4),
        manner="邮寄",
        titles=["法律援助申请表", "身份证明"],
    )
    assert_words(paper_of(case, "transfer_letter"), "移送外县")


def test_article_on_agencies_of_legal_aid_is_not_named_to_anybody_else(office):
    case = new_case(office)
    told = {"destination": "公证机构", "reason": "要求公证遗嘱。", "aid_agency": False}
    CASE.acts["refer_away"](case, by=office.chuangkou, at=at(3, 3, 10), **told)
    sent = {"sent_on": date(2026, 3, 4), "manner": "邮寄", "titles": ["法律援助申请表"]}
    CASE.acts["forward_papers"](case, by=office.chuangkou, at=at(3, 4), **sent)
    notice, letter = (
        words_of(paper_of(case, kind)) for kind in ("referral_notice", "transfer_letter")
    )
    assert "请向公证机构提出申请。" in notice
    assert ("第三十八条" in notice, "第三十八条" in letter) == (False, False)


def test_letters_a_handler_works_with(office):
    case = walk(office, "hold_first_meeting")
    by, moment = office.shencha2, at(4, 7, 10)
    acts, bank = CASE.acts, {"addressee": "中国农业银行清和县支行"}
    acts["introduce"](
        case,
        by=by,
        at=moment,
        addressee="清和县档案馆",
        person="清和律师事务所 赵明远",
        purpose="查阅企业登记档案。",
        valid_until=date(2026, 4, 20),
    )
    assert_words(paper_of(case, "introduction_letter"), "查阅档案")
    acts["prove"](case, by=by, at=moment, content="李国强系本中心受援人。", **bank)
    assert_words(paper_of(case, "proof_letter"), "证明受援人身份")
    acts["coordinate"](case, by=by, at=moment, content="请提供工资流水。", **bank)
    assert_words(paper_of(case, "coordination_letter"), "协调调取流水")
    acts["investigate"](
        case,
        by=by,
        at=moment,
        recipient="邻水县法律援助中心",
        content="向工友核实工时。",
        due=date(2026, 4, 24),
    )
    assert_words(paper_of(case, "cooperation_letter"), "请求调查")


def test_answers_to_another_agency(office):
    facts = {
        "agency": "邻水县法律援助中心", "their_number": "邻援协字〔2026〕第8号", "received_on": date(2026, 4, 7),
        "person": "张秀兰", "content": "核查在清和县的房产。", "due": date(2026, 4, 22),
    }  # fmt: skip
    by, center = office.shencha2, Station.objects.get(parent=None)
    row = inbound.register(by=by, station=center, facts=facts, at=at(4, 7))
    said = {"by": by, "context": cooperation_reply, "at": at(4, 10)}
    inbound.answer(row, helped=True, answer="经查没有房产登记。", cost=Decimal(60), **said)
    assert_words(paper_of(row, "cooperation_reply"), "已经协助")
    inbound.reopen(row, by=by, reason="核查的不是同一人。")
    inbound.answer(row, helped=False, answer="来函没有写明证件号码，无法确认是哪一人。", **said)
    assert_words(paper_of(row, "cooperation_reply"), "不能协助")
