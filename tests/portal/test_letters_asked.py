"""Another handler, an objection, a complaint asked for from one's case: registered by a person on the window's own page, from the day of sending."""

import re
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, Objection, ReplacementRequest
from cases.quality.models import Complaint, ComplaintGround
from cases.queries.following import code_for
from cases.workflow import CASE
from legalaid.faces.portal.letters.domain.settling import decline
from legalaid.faces.portal.letters.models import Letter
from legalaid.platform.audit.models import Event
from legalaid.platform.core.errors import NotAllowed
from legalaid.platform.documents.models import Paper
from legalaid.platform.notifications.models import Message
from tests.factories import do, new_case, walk

from .letters import written

pytestmark = pytest.mark.django_db
MINE, SEEN = "/public/mine/", "/public/mine/case/"


@pytest.fixture
def case(county):
    return walk(county, "hold_first_meeting")


@pytest.fixture
def refused(county):
    case = walk(county, "recommend")
    at = case.changed_at + timedelta(hours=1)
    do(case, county, "refuse", at, grounds=["means"], reasons="收入高于标准。")
    return Case.objects.get(pk=case.pk)


def inside(case):
    client = Client()
    client.post(MINE, {"code": code_for(case), "last": "0011"})
    return client


def sent(client, kind, **said):
    path = reverse("portal:mine_write", args=[kind])
    return client.post(path, {"token": uuid.uuid4(), **said})


def text_of(answer):
    return answer.content.decode()


def told_of(letter):
    rows = Message.objects.filter(key__startswith=f"letter:{letter.pk}:")
    return {row.user.username for row in rows.select_related("user")}


def registered(client, letter, **changes):
    """Sends the page as it was filled in, completed by `changes`."""
    path = reverse(f"letters:{letter.kind}", args=[letter.pk])
    page = client.get(path)
    form = page.context["form"]
    said = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    said = {name: getattr(value, "pk", value) for name, value in said.items()}
    return client.post(path, {"seen": page.context["seen"] or "", **said, **changes})


def test_what_is_offered_follows_the_case(county, case, refused):
    fresh = new_case(county)
    found = [
        [kind for kind, _ in inside(one).get(SEEN).context["links"]]
        for one in (fresh, case, refused)
    ]
    assert found == [
        ["message", "contact", "complaint"],
        ["message", "contact", "replacement", "complaint"],
        ["message", "objection", "complaint"],
    ]


def test_another_handler_is_asked_for_and_registered_from_the_day_of_sending(county, case, sign_in):
    client = inside(case)
    assert sent(client, "replacement", text="三个月没有联系过我。").status_code == 302
    letter = Letter.objects.get()
    assert told_of(letter) == {"chuangkou", "guidang"}
    assert "已收到，等待登记，期限从发出那天起算" in text_of(client.get(SEEN))
    assert Event.objects.filter(workflow="case", verb="letter.sent").count() == 0

    assert sign_in(county.lvshi).get(letter.get_absolute_url()).status_code == 404
    answer = registered(sign_in(county.chuangkou), letter)
    assert answer.status_code == 302
    row = ReplacementRequest.objects.get()
    assert (row.asked_by, row.asker, row.received_on) == (
        "recipient",
        "李国强",
        timezone.localdate(letter.sent_at),
    )
    assert row.reason.startswith("三个月没有联系过我。（")
    letter.refresh_from_db()
    assert (letter.outcome, letter.became) == ("taken", row.pk)
    page = text_of(client.get(SEEN))
    assert "已登记：中心五日内决定" in page
    assert reverse("portal:mine_write", args=["replacement"]) not in page
    assert registered_again(sign_in(county.chuangkou), letter) == 404


def registered_again(client, letter):
    return client.post(reverse(f"letters:{letter.kind}", args=[letter.pk]), {}).status_code


def test_objection_is_registered_against_the_decision_that_was_chosen(county, refused, sign_in):
    client = inside(refused)
    paper = Paper.objects.get(subject_id=refused.pk, kind="decision_refuse")
    page = text_of(client.get(reverse("portal:mine_write", args=["objection"])))
    assert f'value="{paper.pk}"' in page
    assert "由司法局审查，收到以后五日内决定" in page
    said = {"about": paper.pk, "text": "我的收入算错了。"}
    assert sent(client, "objection", **said).status_code == 302
    letter = Letter.objects.get()
    assert registered(sign_in(county.chuangkou), letter).status_code == 302

    row = Objection.objects.get()
    assert (row.paper, row.objector, row.manner, row.received_on, row.token) == (
        paper,
        "李国强",
        "written",
        timezone.localdate(letter.sent_at),
        letter.token,
    )
    page = text_of(client.get(SEEN))
    assert "已登记：异议正在审查" in page
    assert reverse("portal:mine_write", args=["objection"]) not in page


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("received", "现在：异议正在审查。"),
        ("upheld", "理由、还不服怎么办，写在司法局的审查决定书上"),
    ],
)
def test_objection_made_at_the_window_is_told_instead_of_how_to_object(
    county, refused, sign_in, state, told
):
    paper = Paper.objects.get(subject_id=refused.pk, kind="decision_refuse")
    letter = written(refused, "objection", about=str(paper.pk), text="我的收入算错了。")
    assert "可以向清和县司法局提出异议" in text_of(inside(refused).get(SEEN))
    registered(sign_in(county.chuangkou), letter)
    Objection.objects.update(state=state)
    Letter.objects.all().delete()  # as it is where it came on paper

    page = text_of(inside(refused).get(SEEN))
    assert (told in page, "可以向清和县司法局提出异议" in page) == (True, False)


def test_the_office_cannot_say_no_to_an_objection_against_itself(county, refused, sign_in):
    paper = Paper.objects.get(subject_id=refused.pk, kind="decision_refuse")
    letter = written(refused, "objection", about=str(paper.pk), text="我的收入算错了。")
    assert told_of(letter) == {"chuangkou", "guidang", "sifaju"}
    said = {"act": "decline", "reason": "没有道理，不予登记。"}
    for who in ("chuangkou", "guidang"):
        page = sign_in(getattr(county, who)).get(letter.get_absolute_url())
        assert page.context["decline"] is None
        with pytest.raises(NotAllowed, match="异议由司法局审查"):
            decline(letter, by=getattr(county, who), reason=said["reason"])

    bureau = sign_in(county.sifaju)
    assert "我的收入算错了。" in text_of(bureau.get(letter.get_absolute_url()))
    assert registered(bureau, letter).status_code == 302
    assert Objection.objects.get().received_on == timezone.localdate(letter.sent_at)


def test_what_waits_already_is_not_offered_again(refused):
    links = [reverse("portal:mine_write", args=[kind]) for kind in ("objection", "message")]
    page = text_of(inside(refused).get(SEEN))
    assert [link in page for link in links] == [True, True]

    paper = Paper.objects.get(subject_id=refused.pk, kind="decision_refuse")
    sent(inside(refused), "objection", about=paper.pk, text="我的收入算错了。")
    sent(inside(refused), "message", text="请问要多久？")
    page = text_of(inside(refused).get(SEEN))
    assert [link in page for link in links] == [False, True]


def test_page_of_a_letter_does_not_begin_in_the_refusal(county, refused, sign_in):
    letter = written(refused, "objection", text="我的收入算错了。")
    page = text_of(sign_in(county.sifaju).get(letter.get_absolute_url()))
    (box,) = re.findall(r'<textarea[^>]*name="decline-reason"[^>]*>', page)
    assert "autofocus" not in box


def test_decision_of_another_case_is_no_choice(county, refused):
    answer = sent(inside(refused), "objection", about="999999", text="不同意。。。")
    assert (answer.status_code, Letter.objects.count()) == (422, 0)


def test_choice_and_text_stay_when_the_quarter_of_an_hour_was_over(refused):
    paper = Paper.objects.get(subject_id=refused.pk, kind="decision_refuse")
    client, said = Client(), {"about": paper.pk, "text": "我的收入算错了。"}
    page = text_of(sent(client, "objection", **said))
    assert (f'value="{paper.pk}"' in page, "我的收入算错了。" in page, str(paper) in page) == (
        True,
        True,
        False,
    )
    back = sent(client, "objection", **said, code=code_for(refused), last="0011")
    assert (back.status_code, Letter.objects.get().about) == (302, str(paper.pk))


def test_complaint_goes_past_the_office_to_the_bureau(county, case, sign_in):
    client = inside(case)
    said = {"about": "person", "text": "向我要过钱。"}
    assert sent(client, "complaint", **said).status_code == 302
    letter = Letter.objects.get()
    assert told_of(letter) == {"sifaju"}
    for who in ("chuangkou", "zhuren", "lvshi"):
        client_of = sign_in(getattr(county, who))
        assert client_of.get(letter.get_absolute_url()).status_code == 404
        assert (
            "网上来信" not in text_of(client_of.get(case.get_absolute_url())).split("<main", 1)[1]
        )

    bureau = sign_in(county.sifaju)
    assert "答复、办理网上来信" in text_of(bureau.get("/"))
    assert "向我要过钱。" in text_of(bureau.get(letter.get_absolute_url()))
    ground = ComplaintGround.objects.filter(active=True).first()
    assert registered(bureau, letter, ground=ground.pk).status_code == 302
    row = Complaint.objects.get()
    assert (row.channel, row.name, row.person, row.case, row.received_on) == (
        "web",
        "李国强",
        county.lvshi,
        case,
        timezone.localdate(letter.sent_at),
    )
    assert "已登记：投诉已转司法局" in text_of(client.get(SEEN))


def test_same_words_about_another_are_another_complaint(county, case):
    client = inside(case)
    for about in ("person", "centre", "person"):
        assert sent(client, "complaint", about=about, text="没人理我。").status_code == 302
    assert sorted(Letter.objects.values_list("about", flat=True)) == ["centre", "person"]


def test_whoever_may_not_register_it_registers_nothing(county, case, sign_in):
    letter = written(case, "replacement", text="三个月没有联系过我。")
    for who in ("zhan1", "lvshi", "jiandu", "sifaju"):
        assert registered_again(sign_in(getattr(county, who)), letter) == 404
    assert ReplacementRequest.objects.count() == 0


def test_request_overtaken_by_another_is_refused_and_stays_waiting(county, case, sign_in):
    letter = written(case, "replacement", text="三个月没有联系过我。")
    said = {"asked_by": "recipient", "asker": "李国强", "reason": "当面提出更换。"}
    at = timezone.now()
    CASE.acts["ask_replacement"](
        case, by=county.chuangkou, at=at, received_on=timezone.localdate(at), **said
    )
    assert registered_again(sign_in(county.chuangkou), letter) == 403
    letter.refresh_from_db()
    assert letter.outcome == ""
