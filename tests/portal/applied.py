"""An application of the public filled in page by page by the test client, as a phone without script does."""

import re
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from cases.models import Cause
from legalaid.faces.portal.apply import codes
from legalaid.faces.portal.apply.domain import draft as acts
from legalaid.faces.portal.apply.domain.sending import send
from legalaid.faces.portal.apply.models import Draft, Submission
from legalaid.faces.portal.apply.steps import open_pages
from stations.models import Station

START = "/public/apply/online/"
ID = "440524198801010011"
PERSON = {
    "who": "self",
    "name": "李国强",
    "id_kind": "resident",
    "id_number": ID,
    "phone": "13800138000",
    "address": "清和县城关镇建设路1号",
    "household_address": "清和县石桥乡东河村7号",
}
FACTS = {
    "stage": "尚未进入法律程序",
    "organ": "",
    "amount": "12000",
    "facts": "2026年在工地干活，老板欠工资一万二千元不给，希望要回工资。",
}


def picture(colour="red"):
    out = BytesIO()
    Image.new("RGB", (600, 800), colour).save(out, "JPEG")
    return out.getvalue()


def photo(name="身份证.jpg"):
    return SimpleUploadedFile(name, picture(), content_type="image/jpeg")


class Phone:
    """A phone of its own, with the cookies of one."""

    def __init__(self, **kwargs):
        self.client = Client(**kwargs)

    def begin(self, seen_by="alone"):
        answer = self.client.post(START, {"seen_by": seen_by, "agree": "on"})
        assert answer.status_code == 302, answer.content.decode()
        page = self.client.get(answer.url).content.decode()
        self.code, words = re.findall(r'class="code"><b>([^<]+)</b>', page)
        self.words = words.split()
        return self

    @property
    def draft(self):
        return Draft.objects.get(code_blind=codes.code_blind(self.code.replace(" ", "")))

    def ask(self, key):
        return self.client.get(reverse("apply:question", args=[key]))

    def answer(self, key, said, *, seen=None, **more):
        seen = self.draft.version if seen is None else seen
        data = {"seen": seen, **said, **more}
        return self.client.post(reverse("apply:question", args=[key]), data)

    def upload(self, *files, slot="identity"):
        return self.client.post(reverse("apply:papers"), {"slot": slot, "file": files})

    def fill(self, **changes):
        """Every page, as of a claim for wages; `changes`: {page: answers}."""
        for key, said in (pages() | changes).items():
            if said is None:
                continue
            answer = self.answer(key, said)
            assert answer.status_code == 302, (key, errors(answer))
        self.client.post(reverse("apply:papers"), {"done": "1"})
        return self

    def send(self):
        return self.client.post(reverse("apply:check"))


def errors(answer):
    return re.findall(r"<li>(?:<a[^>]*>)?([^<]+)", answer.content.decode())


def pages():
    wages = Cause.objects.get(name="追索劳动报酬纠纷")
    return {
        "safe": {"safe": "usual"},
        "place": {"station": str(Station.objects.get(parent=None).pk)},
        "matter": {"wish": "老板欠薪", "cause": str(wages.pk)},
        "facts": FACTS,
        "person": PERSON,
        "crowds": {"crowds": ["migrant_worker"]},
        "others": {"opponent_name": ["清和县宏远建筑公司"], "opponent_id_number": [""]},
        "joint": {"applicant_count": "1"},
        "means": {"own_income": "2600", "savings": "3000"},
        "helper": {"helper": "nobody"},
        "promise": dict.fromkeys(("told", "honest", "checked", "consent", "committed"), "on"),
    }


def sent(at=None, **changes):
    """A Submission of a phone of its own."""
    phone = Phone().begin().fill(**changes)
    phone.upload(photo())
    assert phone.send().status_code == 302
    row = Submission.objects.latest("pk")
    if at:
        Submission.objects.filter(pk=row.pk).update(received_at=at)
        row.refresh_from_db()
    return row


def received(*, at=None, files=(), **said):
    """A Submission by the acts alone, of a claim for wages; `said`: {field: its one answer or list}."""
    draft, _ = acts.begin(seen_by="alone", at=at)
    for key, answers in pages().items():
        told = {name: _list(value) for name, value in answers.items()}
        acts.save_page(draft, key, told, seen=draft.version, at=at)
    acts.save_page(draft, "papers", {k: _list(v) for k, v in said.items()}, seen=draft.version)
    for file in files:
        acts.add_file(draft, file, slot="identity", title="身份证明", at=at)
    return send(draft, unanswered=open_pages, at=at)


def _list(value):
    return value if isinstance(value, list) else [value]
