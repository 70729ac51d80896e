"""Applying online: page by page without script, saved at once, gone on with by a code, sent once."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import Cause
from legalaid.faces.portal.apply import codes
from legalaid.faces.portal.apply.domain.draft import save_page
from legalaid.faces.portal.apply.models import Draft, Submission
from legalaid.platform.audit.models import Event
from legalaid.platform.documents.models import Attachment
from legalaid.platform.notifications.models import Message
from tests.portal.applied import FACTS, ID, PERSON, START, Phone, errors, photo, sent

pytestmark = pytest.mark.django_db


def test_application_filled_in_without_script_is_received_at_once(county):
    phone = Phone().begin().fill()
    phone.upload(photo())
    before = timezone.now()
    answer = phone.send()

    assert (answer.status_code, answer.url) == (302, reverse("apply:receipt"))
    row = Submission.objects.get()
    assert before <= row.received_at <= timezone.now()
    assert (row.state, row.turn, row.name, row.phone) == (
        "received",
        "window",
        "李国强",
        "13800138000",
    )
    assert (str(row.station), row.wish) == ("清和县法律援助中心", "追索劳动报酬纠纷")
    assert [file.title for file in row.files] == ["身份证明"]
    assert row.intact
    assert Draft.objects.count() == 0


def test_receipt_shows_code_and_time_and_nothing_of_the_answers(county):
    phone = Phone().begin().fill()
    phone.send()
    page = phone.client.get(reverse("apply:receipt")).content.decode()
    assert phone.code in page
    assert " ".join(phone.words) in page
    assert f"{timezone.localdate().year}年" in page
    assert not [text for text in ("李国强", ID, "13800138000", "宏远") if text in page]


def test_another_phone_goes_on_by_the_code(county):
    phone = Phone().begin()
    phone.answer("safe", {"safe": "usual"})
    other = Phone()
    answer = other.client.post(f"{START}back/", {"back-code": phone.code})
    assert (answer.status_code, answer.url) == (302, reverse("apply:check"))
    assert "可以照常联系我" in other.client.get(answer.url).content.decode()


def test_another_phone_goes_on_by_four_words(county):
    phone = Phone().begin()
    other = Phone()
    answer = other.client.post(f"{START}back/", {"back-code": "，".join(phone.words)})
    assert answer.url == reverse("apply:check")
    assert " ".join(phone.words) in other.client.get(f"{START}code/").content.decode()


def test_code_and_words_are_stored_as_digests_only(county):
    phone = Phone().begin()
    stored = " ".join(str(value) for value in Draft.objects.values_list().get())
    solid = phone.code.replace(" ", "")
    assert solid not in stored
    assert not [word for word in phone.words if word in stored]


def answer_to(code):
    answer = Phone().client.post(f"{START}back/", {"back-code": code})
    text = re.sub(r'value="[^"]*"|<input[^>]*csrf[^>]*>', "", answer.content.decode())
    return answer.status_code, text


def test_wrong_code_and_one_that_ran_out_are_answered_alike(county):
    phone = Phone().begin()
    yesterday = timezone.localdate() - timedelta(days=1)
    Draft.objects.update(expires_on=yesterday)
    assert answer_to(phone.code) == answer_to("111122223333")
    assert answer_to("".join(phone.words)) == answer_to("苹果苹果苹果苹果")


def test_thousand_wrong_codes_open_nothing_and_are_stopped_after_ten(county, answers_all):
    phone, guesser = Phone().begin(), Phone()
    told = [
        guesser.client.post(f"{START}back/", {"back-code": f"{number:012d}"}).status_code
        for number in range(1000)
    ]
    assert told == [422] * 10 + [429] * 990
    answer = guesser.client.post(f"{START}back/", {"back-code": phone.code})
    assert answer.status_code == 429
    assert "apply" not in answer.cookies
    elsewhere = Phone(REMOTE_ADDR="203.0.113.9").client
    assert elsewhere.post(f"{START}back/", {"back-code": phone.code}).status_code == 302


@pytest.mark.parametrize("page", ["code/", "papers/", "check/", "receipt/", "delete/", "ask/safe/"])
def test_page_without_code_shows_nothing(county, page):
    Phone().begin().fill()
    answer = Phone().client.get(f"{START}{page}")
    assert answer.status_code == 302
    assert answer.url in (START, f"{START}back/")


def test_page_sent_when_the_code_is_forgotten_says_so_and_gives_the_words_back(county):
    phone = Phone().begin().fill(facts=None)
    phone.client.cookies.pop("apply")
    answer = phone.answer("facts", FACTS)
    text = answer.content.decode()
    assert (answer.status_code, "刚才这一页没有保存" in text, FACTS["facts"] in text) == (
        422,
        True,
        True,
    )
    assert "facts" not in phone.draft.done

    assert "前面保存过、没有删除的都还在" in text
    back = phone.client.post(reverse("apply:resume"), {"back-code": phone.code})
    assert (back.status_code, back.url) == (302, reverse("apply:check"))


def test_page_of_a_draft_whose_time_is_over_says_that_it_is_gone(county):
    phone = Phone().begin().fill(facts=None)
    seen, yesterday = phone.draft.version, timezone.localdate() - timedelta(days=1)
    Draft.objects.update(expires_on=yesterday)
    answer = phone.answer("facts", FACTS, seen=seen)
    text = answer.content.decode()
    said = ["找不回来了" in text, FACTS["facts"] in text, "前面保存过、没有删除的都还在" in text]
    assert (answer.status_code, said) == (422, [True, True, False])


def test_page_saved_after_sending_says_so_and_gives_the_words_back(county):
    phone = Phone().begin().fill()
    seen = phone.draft.version
    phone.send()
    answer = phone.answer("facts", FACTS, seen=seen)
    text = answer.content.decode()
    said = ["已经提交，提交以后不能再改" in text, FACTS["facts"] in text]
    assert (answer.status_code, said) == (422, [True, True])
    again = phone.client.post(reverse("apply:check"))
    assert (again.status_code, again.url) == (302, reverse("apply:receipt"))


def test_what_was_written_into_a_box_that_was_renamed_is_given_back(county):
    phone = Phone().begin().fill(facts=None)
    answer = phone.answer("facts", {**FACTS, "story": "老板还扣了身份证。"})
    text = answer.content.decode()
    assert (answer.status_code, "对不上，没有保存" in text) == (422, True)
    assert ("老板还扣了身份证。" in text, FACTS["facts"] in text) == (True, True)
    assert "facts" not in phone.draft.done
    assert phone.answer("facts", {**FACTS, "story": ""}).status_code == 302


@pytest.mark.parametrize(
    ("years", "agency", "asked"),
    [(10, "statutory", True), (16, "statutory", False), (10, "relative", False)],
)
def test_guardian_consents_for_a_child_under_fourteen(county, years, agency, asked):
    phone = Phone().begin()
    born = f"{timezone.localdate().year - years}-01-01"
    said = {"id_kind": ["none"], "birth": [born], "representative_agency": [agency]}
    save_page(phone.draft, "person", said, seen=phone.draft.version)
    page = phone.ask("promise").content.decode()
    assert ("我是监护人，同意把填写的孩子的个人信息" in page) == asked


def test_whoever_is_spared_need_not_promise_a_paper_they_have_not(county):
    phone = Phone().begin()
    divorce = str(Cause.objects.get(name="离婚纠纷").pk)
    for key, said in {"matter": {"cause": divorce}, "crowds": {"crowds": ["abuse_victim"]}}.items():
        phone.answer(key, said)
    page = phone.ask("means").content.decode()
    said = ("没有的、现在拿不到的，先提交申请", "知道了，有这份证明的我会拍照上传")
    assert [one in page for one in said] == [True, True]


def test_forged_cookie_opens_nothing(county):
    phone = Phone().begin()
    other = Phone().client
    other.cookies["apply"] = phone.code.replace(" ", "")
    assert other.get(f"{START}check/").url == START


def test_second_tab_is_told_and_overwrites_nothing(county):
    phone = Phone().begin()
    seen = phone.draft.version
    phone.answer("safe", {"safe": "usual"}, seen=seen)
    late = phone.answer("safe", {"safe": "stated", "safe_hours": "上午九点"}, seen=seen)
    assert late.status_code == 409
    assert "在另一个页面" in late.content.decode()
    assert "上午九点" in late.content.decode()
    assert phone.draft.first("safe") == "usual"

    again = phone.answer("safe", {"safe": "stated", "safe_hours": "上午九点"})
    assert again.status_code == 302
    assert phone.draft.first("safe_hours") == "上午九点"


def test_sent_twice_and_back_again_makes_one(county):
    phone = Phone().begin().fill()
    assert [phone.send().url for _ in range(2)] == [reverse("apply:receipt")] * 2
    assert phone.client.get(f"{START}check/").url == reverse("apply:receipt")
    assert phone.client.post(f"{START}ask/safe/", {"safe": "usual", "seen": 1}).url == reverse(
        "apply:receipt"
    )
    assert Submission.objects.count() == 1


def test_what_is_not_answered_is_named_and_nothing_sent(county):
    phone = Phone().begin().fill(promise=None, joint=None)
    answer = phone.send()
    assert answer.status_code == 422
    assert "还有没填的：几个人一起申请、告知和承诺。" in answer.content.decode()
    assert Submission.objects.count() == 0


def test_page_is_saved_at_once(county):
    phone = Phone().begin()
    phone.answer("facts", FACTS)
    again = Phone()
    again.client.post(f"{START}back/", {"back-code": phone.code})
    assert FACTS["facts"] in again.client.get(f"{START}ask/facts/").content.decode()


def test_markup_in_a_name_is_refused_beside_the_field_and_escaped(county):
    phone = Phone().begin()
    answer = phone.answer("person", PERSON | {"name": "<b>李</b>"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "申请人姓名：姓名须为2至60个字，不能含有 &lt; &gt; 等符号。" in page
    assert "<b>李</b>" not in page
    assert "&lt;b&gt;李&lt;/b&gt;" in page


def test_picture_sign_in_a_name_is_kept_as_typed(county):
    phone = Phone().begin()
    assert phone.answer("person", PERSON | {"name": "李😀强"}).status_code == 302
    assert phone.draft.first("name") == "李😀强"


def test_field_under_another_name_is_asked_for_again(county):
    phone = Phone().begin()
    renamed = {("naam" if key == "name" else key): value for key, value in PERSON.items()}
    answer = phone.answer("person", renamed)
    assert answer.status_code == 422
    assert "申请人姓名：请填写这一项。" in errors(answer)
    assert phone.draft.done == []


def child(years=12):
    born = timezone.localdate() - timedelta(days=years * 365 + 30)
    return PERSON | {"id_kind": "none", "id_number": "", "birth": born.isoformat()}


def test_child_is_asked_for_a_guardian(county):
    phone = Phone().begin()
    phone.answer("others", {"opponent_name": ["李大山"], "opponent_id_number": [""]})
    assert phone.answer("person", child()).status_code == 302
    assert "谁替申请人办" in phone.client.get(f"{START}check/").content.decode()

    alone = phone.answer("agent", {})
    assert alone.status_code == 422
    assert "未满18周岁的，由父母等监护人代为申请" in alone.content.decode()


def test_guardian_who_is_the_other_side_does_not_act(county):
    phone = Phone().begin()
    phone.answer("others", {"opponent_name": ["李大山"], "opponent_id_number": [""]})
    phone.answer("person", child())
    father = {
        "representative_name": "李大山",
        "representative_agency": "statutory",
        "representative_relation": "父亲",
    }
    refused = phone.answer("agent", father)
    assert refused.status_code == 422
    assert "李大山是本案的对方当事人，不能代申请人办理" in refused.content.decode()

    mother = father | {"representative_name": "王秀英", "representative_relation": "母亲"}
    assert phone.answer("agent", mother).status_code == 302


def test_own_words_find_causes_to_choose_from(county):
    phone = Phone().begin()
    answer = phone.answer("matter", {"wish": "老板欠薪"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "找到下面几种，请选一项。" in page
    assert "追索劳动报酬纠纷" in page
    assert phone.answer("matter", {"wish": "说不清楚的事", "cause": "0"}).status_code == 302


def test_machine_that_fills_in_the_hidden_field_begins_nothing(county):
    said = {"seen_by": "alone", "agree": "on", "website": "http://example.com"}
    assert Phone().client.post(START, said).url == START
    assert Draft.objects.count() == 0


def test_address_begins_no_more_than_twenty_in_an_hour(county, answers_all):
    said = {"seen_by": "alone", "agree": "on"}
    told = [Phone().client.post(START, said).status_code for _ in range(21)]
    assert told == [302] * 20 + [429]


def test_telephone_sends_no_more_than_five_a_day(county):
    for number in range(5):
        sent()
        assert Submission.objects.count() == number + 1
    phone = Phone().begin().fill()
    answer = phone.send()
    assert answer.status_code == 429
    assert (Submission.objects.count(), Draft.objects.count()) == (5, 1)


def test_left_device_knows_nothing_more(county):
    phone = Phone().begin()
    phone.client.post(f"{START}leave/")
    assert phone.client.get(f"{START}check/").url == START
    assert Draft.objects.count() == 1


def test_deleted_draft_leaves_nothing(county, django_capture_on_commit_callbacks):
    phone = Phone().begin()
    phone.upload(photo())
    file = Attachment.objects.get(workflow="draft").file
    with django_capture_on_commit_callbacks(execute=True):
        phone.client.post(f"{START}delete/")
    assert (Draft.objects.count(), Attachment.objects.count()) == (0, 0)
    assert not file.storage.exists(file.name)


def test_pages_are_kept_by_no_cache(county):
    phone = Phone().begin()
    for page in ("", "code/", "check/", "ask/person/", "papers/"):
        kept = phone.client.get(f"{START}{page}")["Cache-Control"]
        assert kept == "max-age=0, no-cache, no-store, must-revalidate, private", page


def test_nothing_of_a_draft_stands_in_log_or_record(county, caplog):
    caplog.set_level("DEBUG")
    row = sent()
    told = [
        *Message.objects.values_list("text", flat=True),
        *Event.objects.filter(workflow__in=("draft", "submission")).values_list("data", flat=True),
        caplog.text,
    ]
    for text in (row.name, ID, "13800138000", "宏远", "工地"):
        assert text not in str(told), text


def test_words_follow_from_the_code_alone():
    assert codes.words_of("123456789012") == codes.words_of("123456789012")
    assert len({tuple(codes.words_of(f"{n:012d}")) for n in range(500)}) == 500
    assert (len(codes.word_list()), len(set(codes.word_list()))) == (320, 320)
    assert {len(word) for word in codes.word_list()} == {2}
