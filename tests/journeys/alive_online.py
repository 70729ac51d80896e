"""Applications of the public for the walk over all pages: one half filled in, one sent to which papers are asked, and what the desk sees of them."""

import uuid
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from cases.domain.consultation import answer
from cases.models import Case
from cases.queries.following import last_of
from cases.workflow import CASE
from legalaid.faces.portal.apply import codes
from legalaid.faces.portal.apply.domain import draft as acts
from legalaid.faces.portal.apply.models import Draft, Submission
from legalaid.faces.portal.asking.domain import ask
from legalaid.faces.portal.asking.publishing import show
from legalaid.faces.portal.letters.queries import files_of
from legalaid.faces.portal.letters.rating import may_rate
from legalaid.platform.core.crypto import seal
from tests.factories import walk
from tests.portal.applied import photo, received
from tests.portal.letters import to_applicant
from tests.portal.letters import written as letter_written
from tests.portal.published import asked as agreed
from tests.portal.published import written
from tests.portal.submissions import online
from tests.portal.test_notices import prepare, publish
from tests.portal.visitor import center, laid, slot_of, visits

CODES = {"draft": "111122223333", "sent": "444455556666"}


def sent_in(people):
    """For the desk, and for strangers who bring no code."""
    keys = online(people)
    known = Submission.objects.select_related("case").get(pk=keys["known"])
    waits, shown = written(people), written(people)
    show(shown, by=people.zhuren)
    asked_for = agreed(people).consultation_id
    publish(prepare(people.admin, "rules"), people.zhuren)
    pages = [
        reverse("submissions:detail", args=[keys[name]])
        for name in ("submission", "aside", "known")
    ]
    return [
        *(("chuangkou", page) for page in pages),
        ("chuangkou", reverse("submissions:register", args=[keys["submission"]])),
        ("chuangkou", reverse("submissions:take_up", args=[keys["aside"]])),
        ("shencha", pages[0]),
        ("chuangkou", letter_written(known.case, "contact").get_absolute_url()),
        ("chuangkou", reverse("answers:write", args=[asked_for])),
        ("chuangkou", reverse("answers:renew", args=[asked_for])),
        ("chuangkou", reverse("cases:consultation_take_back", args=[asked_for])),
        *(("shencha", page.get_absolute_url()) for page in (waits, shown)),
        *letters_of(people, walk(people, "hold_first_meeting")),
        ("", reverse("portal:answers")),
        ("", reverse("portal:guide_in", args=["wages", "zh-CN"])),
        ("", reverse("portal:archive_year", args=[timezone.localdate().year])),
        *(("", reverse(f"apply:{name}")) for name in ("start", "resume", "left")),
        *(("", reverse(f"asking:{name}")) for name in ("start", "open", "left")),
        *visits_of(people),
        ("", reverse("portal:mine_left")),
    ]


def visits_of(people):
    """For the window, for whoever sets the terms, and for strangers."""
    keys = visits(people)
    rows = {name: keys[name] for name in ("visit", "visit_to_tell", "cancelled_visit")}
    steps = ("arrive", "move", "renew", "miss", "cancel")
    slot = slot_of(timezone.localdate() + timedelta(days=1))
    return [
        *(("chuangkou", reverse("visits:detail", args=[pk])) for pk in rows.values()),
        *(("chuangkou", reverse(f"visits:{step}", args=[keys["visit"]])) for step in steps),
        ("chuangkou", reverse("visits:undo", args=[keys["cancelled_visit"]])),
        ("chuangkou", reverse("visits:told", args=[keys["visit_to_tell"]])),
        ("chuangkou", f"{reverse('visits:list')}?show=affected"),
        ("chuangkou", reverse("visits:figures")),
        ("zhuren", reverse("visits:station", args=[center().pk])),
        *(("", reverse(f"visit:{name}")) for name in ("start", "open", "left")),
        ("", reverse("visit:days", args=[center().pk])),
        ("", reverse("visit:book", args=[center().pk, slot])),
    ]


def letters_of(people, case):
    """The pages on which what somebody asked for is registered, and those of what the office wrote."""
    kinds = {"replacement": "chuangkou", "objection": "chuangkou", "complaint": "sifaju"}
    sent, came = to_applicant(case, by=people.lvshi), letter_written(case, files=[photo()])
    return [
        *(
            (who, reverse(f"letters:{kind}", args=[letter_written(case, kind, about="person").pk]))
            for kind, who in kinds.items()
        ),
        ("lvshi", sent.get_absolute_url()),
        ("lvshi", came.get_absolute_url()),
        ("lvshi", reverse("letters:keep", args=[came.pk, files_of(came).get().pk])),
        ("lvshi", reverse("letters:write", args=[case.pk])),
        ("chuangkou", reverse("letters:written_list")),
    ]


def carried(people):
    """[(name, cookie, the pages it opens)]: of a draft half filled in, of an application to which a supplement is asked for, of its case, of a
    question just sent, and of one answered."""
    draft, _ = acts.begin(seen_by="alone")
    acts.save_page(draft, "safe", {"safe": ["usual"]}, seen=1)
    acts.add_file(draft, photo(), slot="identity", title="身份证明")
    _bears(Draft, draft, "draft")

    row = received()
    _bears(Submission, row, "sent")
    known = Submission.objects.exclude(case=None).select_related("case").last()
    case = known.case
    Submission.objects.filter(pk=known.pk).update(case=None)
    Submission.objects.filter(pk=row.pk).update(case=case, state="registered")
    due = timezone.localdate() + timedelta(days=7)
    sent = to_applicant(case, by=people.chuangkou)
    CASE.acts["request_supplement"](case, by=people.chuangkou, items=["劳动关系证明"], due=due)

    keys = ("safe", "person", "others", "means", "promise")
    pages = [reverse("apply:question", args=[key]) for key in keys]
    pages += [reverse(f"apply:{name}") for name in ("code", "papers", "check", "delete")]
    return [
        ("apply", codes.as_cookie(CODES["draft"]), pages),
        ("apply", codes.as_cookie(CODES["sent"]), [reverse("apply:receipt")]),
        (
            "mine",
            _followed(case),
            [
                *(reverse(f"portal:mine_{page}") for page in ("case", "summary", "papers")),
                reverse("portal:mine_letter", args=[sent.pk]),
                f"{reverse('portal:mine_write', args=['message'])}?to={sent.pk}",
            ],
        ),
        *(("mine", _followed(row), [reverse("portal:mine_rate")]) for row in _closed()),
        *asked(people),
        (
            "visit",
            _looked_at(laid(5)),
            [reverse(f"visit:{page}") for page in ("mine", "move", "cancel")],
        ),
    ]


def _looked_at(visit):
    """As whoever gave its code just now carries it."""
    return seal(f"{visit.pk}-0|{int(timezone.now().timestamp())}", "portal.visit")


def _followed(case):
    """As whoever followed it just now carries it."""
    last, now = last_of(case.applicant.id_number), int(timezone.now().timestamp())
    return seal(f"case|{case.pk}|0|{last}|{now}", "portal.mine")


def _closed():
    """One case that may be rated by its applicant."""
    closed = Case.objects.exclude(closed_on=None).filter(secret=False).select_related("applicant")
    return [row for row in closed if row.applicant.id_number and may_rate(row)][:1]


def asked(people):
    facts = {
        "question": "老公又动手打我了，工资也没有发，怎么办？",
        "channel": "web",
        "anonymous": True,
    }
    about = {"token": uuid.uuid4(), "word": "小桥流水", "seen_by": "others", "facts": facts}
    row = ask(topic="wages", **about)
    sent = _asks("sent", row)
    other = ask(**about | {"token": uuid.uuid4()})
    reply = {"answer": "先打110，再来申请。", "outcome": "advised"}
    answer(other.consultation, by=people.chuangkou, **reply)
    opened = _asks("open", other)
    return [
        ("asking", sent, [reverse("asking:sent")]),
        ("asking", opened, [reverse("asking:answer")]),
    ]


def _asks(what, row):
    now = int(timezone.now().timestamp())
    return seal(f"{what}|{row.pk}|{now}|{row.word_blind}", "portal.asking")


def _bears(model, row, name):
    """As if it had been begun under this code."""
    code = CODES[name]
    model.objects.filter(pk=row.pk).update(
        code_blind=codes.code_blind(code), words_blind=codes.words_blind(codes.words_of(code))
    )
