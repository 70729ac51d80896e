"""Somebody who asks online, as a phone without script does."""

import re
import uuid

from django.test import Client
from django.utils import timezone

from cases.models import Consultation

START, SENT = "/public/ask/online/", "/public/ask/online/sent/"
OPEN, ANSWER = "/public/ask/online/open/", "/public/ask/online/answer/"
QUESTION = "老板三个月没有发工资，没有签合同，我该找谁？"
NOT_FOUND = "没有查到。请核对查询码和口令。口令忘了的，带身份证到窗口重新设定，或者打12348。"
REPLY = {"answer": "先到劳动监察投诉，也可以申请仲裁。", "outcome": "advised"}


def typed(**changes):
    return {
        "token": str(uuid.uuid4()),
        "question": QUESTION,
        "topic": "wages",
        "age": "adult",
        "seen_by": "alone",
        "reach": "no",
        "word": "小桥流水",
        "agree": "on",
    } | changes


class Asker:
    """A phone of its own."""

    def __init__(self, **changes):
        self.client, self.typed = Client(), typed(**changes)
        answer = self.client.post(START, self.typed)
        assert (answer.status_code, answer.headers.get("Location")) == (302, SENT), said(answer)
        page = self.client.get(SENT).content.decode()
        self.code, words = re.findall(r'class="code"><b>([^<]+)</b>', page)
        self.words = words.split()
        self.row = Consultation.objects.latest("pk")

    def open(self, code=None, word="小桥流水", client=None):
        return (client or self.client).post(OPEN, {"code": code or self.code, "word": word})

    def read(self):
        assert self.open().status_code == 302
        return self.client.get(ANSWER).content.decode()


def said(answer):
    page = answer.content.decode()
    return re.findall(
        r"<li>(?:<a[^>]*>)?([^<]+)", page.partition('id="problems"')[2].partition("</ul>")[0]
    )


def errors(answer):
    return re.findall(r'class="errors" role="alert">([^<]+)', answer.content.decode())


def at(moment):
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M:%S")
