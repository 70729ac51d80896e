"""What another matter forbids, on the pages of one of a group, of a consultation and of the day of court."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from cases.models import Hearing, Person
from cases.queries.elsewhere import heed
from tests.cases import test_consultation as asked
from tests.cases.groups import begun, who
from tests.factories import new_case, person, walk

SAID, DIALS = "本人或者这个号码另有约定：不得拨打本人电话", 'href="tel:{}"'
LOOK = {"field": "phone", "reason": "核对电话"}


def forbidden(county, phone):
    """Somebody else has this number, and said that it is not to be called."""
    agreed = {"safe": "stated", "forbidden": ["phone"], "phone": phone}
    new_case(county, who=person(name="周桂兰", id_number="440524199001010029", sex="F", **agreed))


def test_one_of_a_group_is_not_dialled_against_it(county, sign_in):
    case, phone = begun(county, "grant"), "13700137000"
    keys, client = [case.pk, who(case, "吴小妹")], sign_in(county.zhuren)
    page, reveal = (reverse(f"cases:group_{name}", args=keys) for name in ("person", "reveal"))
    seen = [DIALS.format(phone) in client.post(reveal, LOOK).content.decode()]
    forbidden(county, phone)
    seen.append(DIALS.format(phone) in client.post(reveal, LOOK).content.decode())
    assert seen == [True, False]
    assert SAID in client.get(page).content.decode()


def test_whoever_consulted_is_not_dialled_against_it(county, sign_in):
    row = asked.consult(county, phone="13800138000")
    client, reveal = sign_in(county.chuangkou), reverse("cases:consultation_reveal", args=[row.pk])
    seen = [DIALS.format("13800138000") in client.post(reveal, LOOK).content.decode()]
    forbidden(county, "13800138000")
    shown = client.post(reveal, LOOK).content.decode()
    seen.append(DIALS.format("13800138000") in shown)
    assert (seen, SAID in shown) == ([True, False], True)


def test_handler_reads_it_on_the_day_of_court(county, sign_in):
    case = walk(county, "hold_first_meeting")
    Person.objects.filter(pk=case.applicant_id).update(safe="usual")
    begins = timezone.now() + timedelta(days=1)
    Hearing.objects.create(
        case=case, by=county.lvshi, starts_at=begins, organ="清和县人民法院", place="第三审判庭"
    )
    forbidden(county, case.applicant.phone)
    page = sign_in(county.lvshi).get("/").content.decode()
    assert SAID in page.partition('id="court"')[2].partition("</section>")[0]


def test_what_somebody_agreed_on_in_this_matter_holds_before_that_of_others(county):
    agreed = {"safe": "stated", "safe_phone": "13900139000", "forbidden": ["phone"]}
    one = new_case(county, who=person(**agreed)).applicant
    forbidden(county, one.safe_phone)
    found = heed(one)
    assert (found.dial, found.refusal_of("电话")) == ("13900139000", "")
    assert SAID in found.warning
