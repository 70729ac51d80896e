"""The page of each step in each state: the case, the form, the scans, what follows."""

import re
from itertools import chain

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.workflow import CASE
from legalaid.platform.documents import uploads
from legalaid.platform.documents.models import Attachment
from tests.documents.test_dossier import foreign_pdf
from tests.documents.test_uploads import picture
from tests.factories import facts_for, new_case, person, walk
from tests.rights.office import hire
from tests.rights.walks import PROCEDURES

PEOPLE = ("zhan1", "chuangkou", "shencha", "zhuren", "lvshi", "guidang")


def keep(case, by, data, name, title):
    upload = SimpleUploadedFile(name, data)
    return uploads.store(
        upload, workflow="case", subject_id=case.pk, slot="identity", title=title, by=by
    )


def test_every_step_opens_in_every_state_and_for_everybody_who_may_do_it(county, sign_in):
    """Once in each state, and once for each person."""
    hire(county)
    opened, heavy = set(), []
    walks = PROCEDURES["case"].walk(county), PROCEDURES["case_notified"].walk(county)
    for case in chain(*walks):
        for name in PEOPLE:
            user = getattr(county, name)
            for step in CASE.available(case, user):
                here, whose = (step.key, case.by_notice, case.state), (step.key, name)
                if {here, whose} <= opened:
                    continue

                opened |= {here, whose}
                answer = sign_in(user).get(reverse(f"cases:{step.key}", args=[case.pk]))
                page = answer.content.decode()
                assert (answer.status_code, step.key, '<form method="post" id="step"' in page) == (
                    200,
                    step.key,
                    True,
                )
                assert ('id="preview"' in page, step.key) == (bool(step.papers), step.key)
                assert "<h2>提交后</h2>" in page
                heavy += [step.key] if len(answer.content) > 100_000 else []
    assert heavy == []
    assert {step.key for step in CASE.steps.values() if not step.system and not step.opening} - {key for key, *_ in opened} == {
        "take_over", "settle_alarm", "check_alarm", "second_call", "decide_recusal", "withdraw_recusal", "lift_recusal",
        # of several who apply together, of aid provided first, of what was asked for: opened by their own tests
        "change_lead", "check_members", "grant_member", "refuse_member", "leave_group", "member_died",
        "set_guardian", "set_contact", "rejoin_group", "serve_members", "elect", "report_group", "set_won",
        "pay_members", "void_payment", "draw_calls", "call_member", "extend_prior", "review_prior", "confirm_prior", "fail_prior", "revoke_prior",
        "review_replacement", "refuse_replacement", "withdraw_replacement", "query_means", "answer_query", "void_query", "record_forwarding", "record_reply",
        "decline_assistance", "withdraw_letter", "end_member", "resume_member", "restate_means", "revoke_sealed",
        "arrange", "undo_arrangement", "return_entrusted", "withdraw_entrusted",
    }  # fmt: skip


def test_step_page_shows_scans_and_says_which_cannot_be_shown(county, sign_in):
    case = new_case(county)
    keep(case, county.chuangkou, foreign_pdf(2), "两页.pdf", "身份证明")
    other = keep(case, county.chuangkou, picture(), "照片.jpg", "照片")
    Attachment.objects.filter(pk=other.pk).update(mime=uploads.DOCX, copy="", copy_mime="")
    page = sign_in(county.chuangkou).get(f"/cases/{case.pk}/accept/").content.decode()
    shown = re.findall(r'data-title="(.*?)" data-pages="(\d+)"( aria-current="true")?', page)
    assert shown == [("身份证明", "2", ' aria-current="true"'), ("照片", "0", "")]
    assert page.count("<img") == 1
    assert "您没有打开过" not in page
    assert f'href="/cases/{case.pk}/request_supplement/">通知补正</a>' in page


def test_opening_a_step_page_records_nothing(county, sign_in):
    from legalaid.platform.audit.models import Event

    case = new_case(county)
    keep(case, county.chuangkou, picture(), "照片.jpg", "照片")
    client = sign_in(county.chuangkou)
    before = Event.objects.count()
    client.get(f"/cases/{case.pk}/accept/")
    assert Event.objects.count() == before


def test_step_page_needs_the_same_queries_for_one_scan_and_three(county, sign_in):
    case, client = walk(county, "recommend"), sign_in(county.zhuren)

    def queries():
        client.get(f"/cases/{case.pk}/grant/")
        with CaptureQueriesContext(connection) as found:
            client.get(f"/cases/{case.pk}/grant/")
        return len(found)

    keep(case, county.chuangkou, picture(), "照片.jpg", "照片")
    one = queries()
    for title in ("欠条", "考勤"):
        keep(case, county.chuangkou, picture(), "照片.jpg", title)
    assert queries() == one


def test_reason_of_a_refusal_stands_beside_the_button(county, sign_in):
    case = walk(county, "recommend")
    client = sign_in(county.zhuren)
    data = {
        "codes": ["migrant_worker"],
        "mode": "劳动仲裁代理",
        "opinion": "我写的意见",
        "seen": case.version,
    }
    page = client.post(f"/cases/{case.pk}/grant/", data).content.decode()
    beside = page.split('<p class="text-danger" role="alert">')[1].split('<div class="submit">')[0]
    assert "所填的内容都在。" in beside
    assert "我写的意见" in page

    CASE.acts["return_to_review"](case, by=county.zhuren, reason="请补充。")
    answer = client.post(f"/cases/{case.pk}/grant/", data)
    beside = answer.content.decode().split('<p class="text-danger" role="alert">')[1]
    assert answer.status_code == 409
    assert "此案已有新的办理（现为“实体审查”）" in beside.split('<div class="submit">')[0]


def test_scans_a_reviewer_has_not_opened_are_named_beside_the_button(county, sign_in):
    case = walk(county, "accept")
    files = [
        keep(case, county.chuangkou, picture(), "照片.jpg", title)
        for title in ("欠条", "考勤", "证言")
    ]
    client = sign_in(county.shencha)

    def unread():
        page = client.get(f"/cases/{case.pk}/pass_form/").content.decode()
        found = re.search(r"还有 <b>(\d)</b> 份扫描件您没有打开过：<span>(.*?)</span>", page)
        return found and found.groups()

    assert unread() == ("3", "欠条、考勤、证言")
    assert "Attachment" not in client.get(f"/cases/{case.pk}/pass_form/").content.decode()
    client.get(f"/documents/file/{files[1].pk}/1/")
    assert unread() == ("2", "欠条、证言")
    for file in files:
        client.get(f"/documents/file/{file.pk}/1/")
    assert unread() is None


def test_call_back_sent_after_somebody_else_recorded_it_is_told_so_and_stays_typed(county, sign_in):
    case = walk(county, "approve_closure")
    answers = dict.fromkeys(("met", "told", "reported"), "1") | {"money_asked": "0"}
    answers |= {f"asked_{number}": "不适用" for number in range(4)}
    typed = answers | {"seen": case.version, "manner": "电话", "satisfaction": "5"}
    facts = facts_for("follow_up", case.closed_on)[1]
    CASE.acts["follow_up"](case, by=county.jiandu, **facts)
    address = reverse("cases:follow_up", args=[case.pk])
    answer = sign_in(county.guidang).post(address, typed | {"suggestions": "希望早点通知"})
    assert (answer.status_code, "希望早点通知" in answer.content.decode()) == (409, True)
    assert sign_in(county.zhan1).post(address, typed).status_code in (403, 404)


def test_scan_is_not_drawn_for_whoever_may_not_read_it(county, sign_in):
    case = walk(county, "approve_closure")
    keep(case, county.chuangkou, picture(), "照片.jpg", "照片")
    for who, pictures in ((county.chuangkou, 1), (county.jiandu, 0)):
        page = sign_in(who).get(f"/cases/{case.pk}/follow_up/").content.decode()
        assert (page.count('src="/documents/file/'), 'data-title="照片"' in page) == (
            pictures,
            True,
        )


def test_page_of_a_step_says_whom_to_find_where_there_is_no_telephone(county, sign_in):
    who = person(phone="", reach="村委会主任李大山，13700137000")
    case = new_case(county, who=who)
    page = sign_in(county.chuangkou).get(reverse("cases:accept", args=[case.pk])).content.decode()
    assert "没有电话，找 村委会主任李大山，137********" in page
