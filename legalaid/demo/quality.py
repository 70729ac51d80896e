"""What proves the quality of the work in the demo county: experts, a plan drawn from, reviews in several states, hearings seen, a complaint,
ratings, a case volunteers are called for. A county too small for one of them goes without."""

import uuid
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Exists, OuterRef
from django.utils import timezone

from cases.domain import volunteer
from cases.enums import State
from cases.models import Case, Hearing
from cases.quality.domain import complaint, draw, expert, inquiry, observation, plan, rating, review
from cases.quality.enums import Tool
from cases.quality.enums.complaint import ComplaintChannel, ComplaintParty, InquiryKind
from cases.quality.enums.rating import RatingLevel
from cases.quality.models import ComplaintGround, Review
from cases.quality.queries.draw import drawn_for
from cases.quality.queries.expert import Suitability, apart
from cases.quality.queries.observation import hearings_ahead, not_public, observers_for
from cases.quality.queries.plan import closed_in
from cases.quality.queries.review import drawable_for
from cases.quality.workflow import COMPLAINT, REVIEW
from cases.queries.assignment import candidates_for
from cases.queries.firm import firms_able
from cases.workflow import CASE
from legalaid.platform.accounts.models import User
from stations.hall.enums import TicketState
from stations.hall.models import Ticket
from stations.models import FirmManager, Handler, Station
from subsidies.enums import UNFROZEN
from subsidies.models import Calculation

from .county import LAWYER

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
DRAWN = 6  # files of each line
RATED = 24  # numbers of the hall
SEEN = {
    "on_time": True, "dressed": True, "prepared": "4", "evidence": "3", "debate": "3", "handed": "yes", "score": 86,
    "remarks": "质证抓住了工资条的矛盾，辩论可以更集中。",
}  # fmt: skip
WORDS = {
    RatingLevel.WORST: "等了一个多小时，窗口没有解释。",
    RatingLevel.BEST: "讲得很清楚，谢谢。",
}
TOTALS = {"agree": (86, 90), "fair": (72, 76), "apart": (62, 88)}


def fill(rng):
    quality = Quality(rng)
    for part in (
        quality.experts,
        quality.plan,
        quality.reviews,
        quality.observations,
        quality.inquiry,
        quality.complaints,
        quality.ratings,
        quality.pool,
        quality.entrusted,
    ):
        part()


class Quality:
    def __init__(self, rng):
        self.rng, self.now = rng, timezone.now()
        self.center = Station.objects.get(parent=None)
        names = ("zhuren", "shencha", "jiandu", "sifaju", "chuangkou")
        people = {user.username: user for user in User.objects.filter(username__in=names)}
        self.director, self.reviewer, self.supervisor, self.bureau, self.clerk = (
            people[name] for name in names
        )

    def experts(self):
        """A lawyer of each unit and the supervisor, for two years; not the one a visitor signs in as."""
        firms = {}
        for row in Handler.objects.exclude(user__username=LAWYER).order_by("pk"):
            firms.setdefault(row.firm_id, row.user)

        begins = timezone.localdate(self.now) - timedelta(days=200)
        term = {"from_on": begins, "to_on": begins + timedelta(days=730)}
        for user in (*firms.values(), self.supervisor):
            expert.appoint(by=self.director, station=self.center, user=user, **term)

    def plan(self):
        """Of the months that are over since the last half year: files read by peers and looked at, hearings sat in."""
        last = timezone.localdate(self.now).replace(day=1) - DAY
        first = date(last.year, 1 if last.month < 7 else 7, 1)
        title = f"{first.year}年{first.month}至{last.month}月办案质量检查"
        span = {"first": first, "last": last}
        made = plan.draw_up(by=self.director, station=self.center, title=title, **span)
        plan.add_line(made, by=self.director, tool=Tool.OBSERVATION, number=4, share=None)

        many = min(closed_in(made).count(), DRAWN)
        for tool in (Tool.REVIEW, Tool.FILE) if many else ():
            line = plan.add_line(made, by=self.director, tool=tool, number=many, share=None)
            draw.draw(line, by=self.director)

    def reviews(self):
        """One of the lawyer a visitor signs in as; of the others those drawn first, each as far as its place in the line."""
        paid = Calculation.objects.live().exclude(case=None).exclude(batch__state__in=UNFROZEN)
        able = drawable_for(self.reviewer).order_by("-closed_on", "pk")
        # whose grade changes no more: left out
        able = able.filter(~Exists(paid.filter(case=OuterRef("pk"))))
        if own := able.filter(handler__user__username=LAWYER).first():
            self.is_told(Reading(self, own))

        first = drawn_for(Tool.REVIEW).values("case").order_by()
        others = able.exclude(handler__user__username=LAWYER)
        cases = [*others.filter(pk__in=first), *others.exclude(pk__in=first)[: 4 * len(self.goals)]]
        for case, goal in zip(filter(self._readable, cases), self.goals, strict=False):
            goal(Reading(self, case))

    def _readable(self, case):
        """Whether two of the experts may read its file."""
        return len(Suitability(Review(case=case), self.now).suitable()) > 1

    @property
    def goals(self):
        return (
            self.is_settled,
            self.is_mended,
            self.is_objected_to,
            self.lies_apart,
            self.is_scored,
            self.waits_for_experts,
        )

    def waits_for_experts(self, reading):
        """Put forward, no more."""

    def is_scored(self, reading):
        reading.assign()
        reading.score(TOTALS["agree"][:1])

    def lies_apart(self, reading):
        reading.assign()
        reading.score(TOTALS["apart"])

    def is_told(self, reading):
        reading.tell(TOTALS["fair"])

    def is_objected_to(self, reading):
        reading.tell(TOTALS["fair"])
        reading.act("object", reading.handler, content="补充的代理意见没有计分，请复核。")

    def is_settled(self, reading):
        reading.settle(TOTALS["agree"])

    def is_mended(self, reading):
        reading.settle(TOTALS["fair"])
        reading.act("order_rectification", self.reviewer, faults="会见笔录没有签名，请补正。")

    def observations(self):
        """One hearing was seen, to one ahead the supervisor is sent."""
        past = Hearing.objects.filter(cancelled=False, starts_at__lt=self.now)
        past = past.exclude(case__handler=None).select_related("case__applicant", "case__cause")
        for hearing in past.order_by("-starts_at")[:20]:
            if self.may_observe(hearing):
                row = self.send(hearing, hearing.starts_at - 2 * DAY)
                observation.fill(row, by=self.supervisor, at=hearing.starts_at + HOUR, **SEEN)
                break

        for hearing in hearings_ahead(self.director, self.now)[:20]:
            if self.may_observe(hearing):
                self.send(hearing, self.now)
                break

    def may_observe(self, hearing):
        return not not_public(hearing) and self.supervisor in observers_for(hearing.case)

    def send(self, hearing, at):
        return observation.assign(hearing, by=self.director, observer=self.supervisor, at=at)

    def inquiry(self):
        """An organ is asked about a case that has ended."""
        closed = Case.objects.filter(handler__isnull=False, closed_on__isnull=False)
        if case := closed.exclude(organ="").order_by("-closed_on").first():
            inquiry.ask(case, by=self.reviewer, organ=case.organ, organ_number=case.organ_number)

    def complaints(self):
        """One the bureau has taken up, one that came in today."""
        lawyer = User.objects.get(username=LAWYER)
        row = self.complain("周玉兰", "律师两次没有按约定的时间见面，电话也不接。", lawyer, 4)
        COMPLAINT.acts["accept_complaint"](row, by=self.bureau, at=self.now - 2 * DAY)
        asked = {"to": lawyer, "kind": InquiryKind.STATEMENT, "due_on": self.day(-5)}
        question = "请说明与受援人约定见面、接听电话的情况。"
        ask = COMPLAINT.acts["ask_statement"]
        ask(row, by=self.bureau, at=self.now - DAY, question=question, **asked)

        self.complain("郑小梅", "交材料以后一个多月没有人告诉结果。", None, 0)

    def complain(self, name, content, accused, days_ago):
        at = self.now - days_ago * DAY
        party = ComplaintParty.PERSON if accused else ComplaintParty.CENTRE
        facts = {
            "channel": ComplaintChannel.VISIT, "received_on": self.day(days_ago), "read_back": True, "name": name, "phone": "13912345678",
            "address": "清和县柳林镇西街9号", "station": self.center, "party": party, "accused": accused.name if accused else "",
            "ground": ComplaintGround.objects.filter(active=True).last(), "content": content, "demand": "尽快答复。",
        }  # fmt: skip
        token = uuid.UUID(int=self.rng.getrandbits(128))
        return complaint.complain(by=self.clerk, token=token, facts=facts, at=at)

    def day(self, days_ago):
        return timezone.localdate(self.now) - timedelta(days=days_ago)

    def ratings(self):
        """Of the newest numbers served, most of them pleased; one is not and waits to be called back."""
        served = Ticket.objects.filter(state=TicketState.SERVED, rating=None).order_by("-pk")
        for number, ticket in enumerate(served[:RATED]):
            level = RatingLevel.WORST if number == 3 else self.level()
            phone = "13900001111" if level == RatingLevel.WORST else ""
            said = WORDS.get(level, "") if number < 6 else ""
            rating.rate(ticket, level=level, said=said, phone=phone, at=ticket.finished_at)

    def level(self):
        good = (RatingLevel.BEST, RatingLevel.GOOD, RatingLevel.FAIR)
        return self.rng.choices(good, (70, 25, 5))[0]

    def pool(self):
        """The granted case with the most time left; somebody has come forward, the lawyer of the demo may."""
        granted = Case.objects.filter(state=State.GRANTED, secret=False)
        case = granted.exclude(due_at=None).order_by("-due_at").first()
        if case is None or case.due_at < self.now + 12 * HOUR:
            return
        closes = min(self.now + 2 * DAY, case.due_at - 8 * HOUR)
        note = "需到仲裁委开庭一次，材料已经齐全。"
        called = volunteer.call_for(case, by=self.director, closes_at=closes, note=note)

        able = [one.handler for one in candidates_for(case) if one.eligible]
        others = [one for one in able if one.user.username != LAWYER]
        for handler in others[:1]:
            volunteer.volunteer(called, by=handler.user, note="办过同类案件。")

    def entrusted(self):
        """Of the granted cases nobody is called for, the one with the most time left, given to the firm whose manager a visitor signs in as."""
        firm = FirmManager.objects.get().firm
        granted = Case.objects.filter(state=State.GRANTED, pools=None)
        for case in granted.filter(due_at__gt=self.now).order_by("-due_at"):
            if firm in [offer.firm for offer in firms_able(candidates_for(case))]:
                why = {"reason": "该所离受援人最近。", "at": max(self.now, case.changed_at)}
                CASE.acts["entrust"](case, by=self.director, firm=firm, **why)
                return


class Reading:
    """One review, walked on by the hour; never before what was last done on its case."""

    def __init__(self, quality, case):
        self.quality, self.at = quality, max(case.changed_at, quality.now - 6 * DAY)
        self.handler = case.handler.user
        self.row = review.draw(case, by=quality.reviewer, at=self.at)

    def act(self, step, by, **facts):
        self.at = min(self.at + HOUR, self.quality.now)
        self.row.refresh_from_db()
        return REVIEW.acts[step](self.row, by=by, at=self.at, **facts)

    def assign(self):
        first, *rest = Suitability(self.row, self.at).suitable()
        second = next((one for one in rest if apart(one, (first,))), rest[0])
        self.act("assign", self.quality.reviewer, first=first, second=second)

    def score(self, totals):
        for sheet, total in zip(self.row.standing_sheets(), totals, strict=False):
            self.at = min(self.at + HOUR, self.quality.now)
            self.row.refresh_from_db()
            marks = marks_of(self.row.sheet.items, total)
            review.hand_in(self.row, by=sheet.user, marks=marks, at=self.at)

    def tell(self, totals):
        self.assign()
        self.score(totals)
        self.act("announce", self.quality.reviewer)

    def settle(self, totals):
        self.tell(totals)
        self.act("agree_result", self.handler)
        self.act("settle", self.quality.reviewer)


def marks_of(items, total):
    """A sheet that sums to `total`: an even share of each item's points, the rest on the first with room."""
    marks = [(item.points * Decimal(total) / 100).quantize(Decimal("0.1")) for item in items]
    rest = Decimal(total) - sum(marks)
    for at, item in enumerate(items):
        moved = max(min(rest, item.points - marks[at]), -marks[at])
        marks[at], rest = marks[at] + moved, rest - moved
    return marks
