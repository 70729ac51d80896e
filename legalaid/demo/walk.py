"""One demo case, walked through the real acts on past dates until the place it is to stand at."""

import uuid
from datetime import datetime, time, timedelta
from decimal import Decimal

from django.conf import settings
from django.utils import timezone

from cases.domain.intake import apply
from cases.enums import Grade, MeansResult, Outcome, PreReviewed, ReturnReason, Satisfaction
from cases.law import closing_date
from cases.law.checklist import materials
from cases.law.exemption import exempt, green_channel, not_limited
from cases.law.grounds import grant_grounds
from cases.law.scope import scope
from cases.queries.assignment import candidates_for
from cases.queries.eligibility import cause_path, findings_for
from cases.queries.quality import evaluators_for
from cases.workflow import CASE
from legalaid.platform.core.calendar import is_workday
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.identifiers import age
from legalaid.platform.documents.models import Attachment
from stations.enums import HandlerKind

from . import matters, notified, people
from .court import sitting

# what the demo county pays: direct costs, and a labour fee that the quality grade moves
DIRECT, LABOUR = 200, {"criminal": 1000}
FACTORS = {
    Grade.EXCELLENT: Decimal("1.1"),
    Grade.GOOD: Decimal(1),
    Grade.PASS: Decimal("0.9"),
    Grade.FAIL: Decimal(0),
}
NOTIFIED = 0.6  # of the criminal matters: full coverage makes notices the bulk
READ_BY_PEERS = 8  # one file in so many


def graded(rng):
    return rng.choices(list(Grade), (18, 62, 19, 1))[0]


def owed(case):
    """What the county pays for a case; who holds a public post has no receipts here and gets nothing."""
    labour = LABOUR.get(case.kind, 1200) * FACTORS[case.grade]
    return Decimal(0 if case.handler.public_post else DIRECT + labour).quantize(Decimal("0.01"))


class Walker:
    """Holds the county's people and walks cases; `now` bounds every date."""

    def __init__(self, rng, now, cast, causes, sample):
        self.rng, self.now, self.cast, self.causes, self.sample = rng, now, cast, causes, sample

    def walk(self, days_ago):
        rng = self.rng
        self.at = self._office_hour(self.now - timedelta(days=days_ago))
        goal = rng.choices(
            *zip(*next(rows for limit, rows in matters.ENDINGS if days_ago <= limit), strict=True)
        )[0]
        matter = matters.pick(rng)
        case = (
            self._notify(matter)
            if matter.role in notified.ACCUSED and rng.random() < NOTIFIED
            else self._apply(matter)
        )
        for step in [*self._way_in(case, days_ago), *self._route(goal, case)]:
            try:
                getattr(self, f"_{step}")(case)
            except DomainError:
                break  # a clerk would have stopped here too: the case stands where the rules left it
        return case

    def _way_in(self, case, days_ago):
        """What a station does before the centre begins; some of the newest stand on the way."""
        if case.state != "at_station":
            return []
        way = ["pre_review", "hand_over", "sign_for"]
        if self.rng.random() < 0.15:
            way[2:2] = ["return_to_station", "hand_over"]
        stands = days_ago <= 8 and self.rng.random() < 0.5
        return [*way[: self.rng.randrange(len(way))], "stop"] if stands else way

    def _route(self, goal, case):
        early = {
            "submitted": [],
            "withdrawn": ["withdraw"],
            "referred_away": ["refer_away"],
            "supplement": ["request_supplement"],
        }
        if case.by_notice and goal in (*early, "refused"):
            goal = "handling"  # nobody applied, so nobody withdraws or is refused
        if goal in early:
            return early[goal]
        line = ["accept", "pass_form", "recommend"]
        if goal == "refused":
            return [*line, "refuse"]
        line += [
            "grant",
            "assign",
            "accept_assignment",
            "sign_agreement",
            "hold_first_meeting",
            "work",
            "conclude",
            "report_closure",
        ]
        line += ["approve_closure", "follow_up", "grade", "record_payment", "archive", "seal"]
        ends = {
            "form_review": "accept", "merits_review": "pass_form", "decision": "recommend", "granted": "grant", "offered": "assign",
            "agreement": "accept_assignment", "first_meeting": "sign_agreement", "handling": "work", "concluded": "conclude",
            "closing_review": "report_closure", "follow_up": "approve_closure", "archiving": "grade", "archived": "seal",
        }  # fmt: skip
        if goal == "closing_returned":
            return [*line[: line.index("report_closure") + 1], "return_closure"]
        return line[line.index("assign") if case.by_notice else 0 : line.index(ends[goal]) + 1]

    def _office_hour(self, moment):
        day = timezone.localdate(moment)
        while is_workday(day) is False:
            day -= timedelta(days=1)
        opens = timezone.make_aware(datetime.combine(day, time(8, 30)))
        return min(opens + timedelta(minutes=self.rng.randrange(0, 500)), self.now)

    def _later(self, low, high, hours=False):
        """Moves the clock on, never past now."""
        span = (
            timedelta(hours=self.rng.uniform(low, high))
            if hours
            else timedelta(days=self.rng.uniform(low, high))
        )
        self.at = max(self.at, min(self._office_hour(self.at + span), self.now)) + timedelta(
            minutes=1
        )
        if self.at > self.now:
            raise DomainError("还没到这一步。")
        return self.at

    def _apply(self, matter):
        rng = self.rng
        cause, day = self.causes[matter.cause], timezone.localdate(self.at)
        person = people.person(
            rng,
            day,
            low=matter.ages[0],
            high=matter.ages[1],
            female=True if matter.crowd == "abuse_victim" else None,
        )
        years = age(person["birth"], day)
        crowds = {matter.crowd} | (
            {"minor"} if years < 18 else {"elderly"} if years >= 60 else set()
        )
        crowds |= {"woman"} if person["sex"] == "F" and years >= 18 else set()
        crowds = sorted(crowds)
        path = cause_path(cause)
        free, waived = (
            next(iter(not_limited(crowds, path)), None),
            next(iter(exempt(crowds, path)), None),
        )
        amount = Decimal(rng.randrange(*matter.money) // 100 * 100) if matter.money else None
        company, green = rng.choice(people.COMPANIES), green_channel(crowds, path)
        station, clerk = self._desk()
        fields = {
            "station": station, "kind": cause.kind, "cause": cause, "matter": scope(cause.kind, path, role=matter.role, crowds=crowds).code,
            "crowds": crowds, "green": bool(green), "green_ground": green[:120], "secret": bool({"minor", "abuse_victim"} & set(crowds)),
            "stage": matter.stage, "applicant_role": matter.role, "mode": matter.mode, "organ": matter.organ, "amount": amount,
            "facts": self._facts(matter, company, amount), "channel": "visit" if station.parent_id is None else "station",
            "urgency": "urgent" if rng.random() < 0.05 else "normal",
        }  # fmt: skip
        rows = materials(cause.kind, path, exempt_proof=waived.proof if waived else "", not_limited_proof=free.proof if free else "",
                         representative=years < 18)  # fmt: skip
        given = [
            {
                "slot": m.slot,
                "title": m.title[:80],
                "why": m.why,
                "required": m.required,
                "received_on": day,
            }
            for m in rows
        ]
        case = apply(
            by=clerk, token=uuid.UUID(int=rng.getrandbits(128)), fields=fields, person=person, short=settings.OFFICE["short"],
            parties=self._parties(matter, company, years), materials=given, at=self.at, **self._means(free, waived, person),
        )  # fmt: skip
        self._file(case, "application_form", "法律援助申请表（签字件）", clerk)
        return case

    def _notify(self, matter):
        case = notified.register(self, matter)
        self._file(case, "notice", "办案机关通知书", case.registered_by)
        return case

    def _desk(self):
        return (
            self.rng.choice(self.cast["stations"])
            if self.rng.random() < 0.35
            else self.cast["window"]
        )

    def _facts(self, matter, company, amount):
        began = timezone.localdate(self.at) - timedelta(days=self.rng.randrange(60, 400))
        words = {
            "who": company,
            "job": self.rng.choice(matters.JOBS),
            "wage": self.rng.randrange(38, 78) * 100,
            "sum": amount or "",
        }
        return matter.facts.format(
            since=f"{began:%Y年%m月}", until=f"{timezone.localdate(self.at):%Y年%m月}", **words
        )

    def _parties(self, matter, company, years):
        rng, found = self.rng, []
        if matter.role not in ("犯罪嫌疑人", "被告人"):
            company_side = matter.crowd == "migrant_worker"
            found.append(
                {
                    "role": "opponent",
                    "name": company if company_side else people.name(rng, rng.random() < 0.3),
                }
            )
        if years < 18:
            found.append(
                {
                    "role": "representative",
                    "name": people.name(rng, True),
                    "agency": "statutory",
                    "relation": "母亲",
                    "phone": people.phone(rng),
                }
            )
        return found

    def _means(self, free, waived, person):
        rng = self.rng
        means = {"not_limited": free.ground.code if free else "", "exempt": waived.ground.code if waived and not free else "",
                 "proof": waived.proof[:120] if waived else "", "committed": True, "consented": True}  # fmt: skip
        if free or waived:
            return {"means": means}
        income = Decimal(rng.randrange(4, 26) * 100)
        members = [{"name": person["name"], "relation": "本人", "monthly_income": income}]
        members += [
            {
                "name": people.name(rng, True),
                "relation": "家人",
                "monthly_income": Decimal(rng.randrange(0, 18) * 100),
            }
            for _ in range(2)
        ]
        return {
            "means": means | {"savings": Decimal(rng.randrange(0, 40) * 1000)},
            "members": members,
        }

    def _file(self, case, slot, title, by):
        shared = self.sample
        Attachment.objects.create(
            workflow="case", subject_id=case.pk, slot=slot, title=title, file=shared["name"], original_name=f"{title}.pdf",
            mime="application/pdf", size=shared["size"], pages=1, sha256=shared["sha256"], uploaded_by=by,
        )  # fmt: skip

    def _do(self, key, case, by, **facts):
        return CASE.acts[key](case, by=by, at=self.at, **facts)

    def _stop(self, case):
        raise DomainError("就停在这里。")

    def _pre_review(self, case):
        self._later(0.1, 0.8, hours=True)
        opinion = "身份和材料已核对，属于法律援助范围，建议受理。"
        checked = ["identity", "scope", "means", "materials", "told"]
        self._do(
            "pre_review",
            case,
            case.registered_by,
            proposal=PreReviewed.ACCEPT,
            opinion=opinion,
            checked=checked,
        )

    def _hand_over(self, case):
        self._later(0.5, 20, hours=True)
        titles = [row.title for row in case.materials.all() if row.received_on]
        self._do("hand_over", case, case.registered_by, materials=titles)

    def _return_to_station(self, case):
        self._later(0.5, 10, hours=True)
        reason = self.rng.choice([code for code in ReturnReason if code != ReturnReason.OTHER])
        self._do(
            "return_to_station",
            case,
            self.cast["window"][1],
            codes=[reason],
            reasons=[reason.label],
        )

    def _sign_for(self, case):
        self._later(0.2, 12, hours=True)
        self._do("sign_for", case, self.cast["window"][1])

    def _withdraw(self, case):
        self._later(0.2, 3)
        self._do("withdraw", case, self.cast["window"][1], reason="与对方达成和解，不再需要。")

    def _refer_away(self, case):
        self._later(0, 1, hours=True)
        self._do(
            "refer_away",
            case,
            self.cast["window"][1],
            destination="争议处理机关所在地的法律援助机构",
            reason="争议处理机关不在本县。",
        )

    def _request_supplement(self, case):
        self._later(0.1, 0.4, hours=True)
        due = timezone.localdate(self.now) + timedelta(days=self.rng.randrange(2, 9))
        self._do(
            "request_supplement",
            case,
            self.cast["window"][1],
            items=["工资标准和拖欠证明"],
            due=due,
        )

    def _accept(self, case):
        self._later(0.05, 0.45 if self.rng.random() < 0.93 else 6, hours=True)
        slots = list(case.materials.values_list("slot", "title"))
        self._do(
            "accept",
            case,
            self.cast["window"][1],
            received=[s for s, _ in slots],
            materials=[t for _, t in slots],
        )

    def _pass_form(self, case):
        self._later(0.5, 20, hours=True)
        self.reviewer = self.rng.choice(self.cast["reviewers"])
        self._do("pass_form", case, self.reviewer)

    def _recommend(self, case):
        self._later(0.2, 3.2)
        found = findings_for(case)
        if case.means.effective == "failed" and self.rng.random() < 0.5:
            self._do(
                "override_means",
                case,
                self.reviewer,
                result=MeansResult.PASSED,
                reason="家中有重病支出，扣除后低于标准。",
            )
            case.means.refresh_from_db()
            found = findings_for(case)
        good = bool(found.scope.passed and found.means.passed)
        facts = {
            "scope_passed": bool(found.scope.passed), "scope_reason": found.scope.text, "means_passed": bool(found.means.passed),
            "means_reason": found.means.text, "merits_passed": True, "merits_reason": "有初步证据证明所述事实。", "conflict_checked": True,
        }  # fmt: skip
        self._do("recommend", case, self.reviewer, proposal="给予" if good else "不予", findings=facts,
                 opinion="符合法律援助条件，建议给予。" if good else "不符合法律援助条件，建议不予。")  # fmt: skip

    def _grant(self, case):
        self._later(0.1, 1.2)
        found = findings_for(case)
        if case.review.proposal != "给予":
            return self._refuse(case)
        codes = found.codes or ["other_31"]
        names = {row.code: row.text for row in grant_grounds(case.kind)}
        return self._do(
            "grant",
            case,
            self.cast["director"],
            codes=codes,
            grounds=[names[code] for code in codes],
            mode=case.mode,
            opinion="同意。",
        )

    def _refuse(self, case):
        self._do("refuse", case, self.cast["director"], codes=["not_poor"], grounds=["不符合经济困难标准"],
                 reasons="经审查，家庭人均月收入超出本地区经济困难标准，也没有法定免予限制或者核查的情形。")  # fmt: skip

    def _assign(self, case):
        self._later(0.1, 2.4)
        good = [c.handler for c in candidates_for(case) if c.eligible]
        self._do(
            "assign",
            case,
            self.cast["director"],
            handler=self.rng.choice(good[:4]),
            reason="专长和在办数合适。",
        )

    def _accept_assignment(self, case):
        self._later(2, 26, hours=True)
        self._do("accept_assignment", case, case.handler.user)

    def _sign_agreement(self, case):
        self._later(0.5, 3)
        self._do("sign_agreement", case, case.handler.user, signed_on=timezone.localdate(self.at))

    def _hold_first_meeting(self, case):
        self._later(0, 3)
        self._do("hold_first_meeting", case, case.handler.user, met_on=timezone.localdate(self.at), place="中心接待室", manner="当面",
                 told=["duties", "relief", "risks", "rights"], record="已了解案情，告知四项事项，受援人无异议。")  # fmt: skip
        self._file(case, "meeting", "约见笔录（签字件）", case.handler.user)

    def _work(self, case):
        by = case.handler.user
        self._later(1, 9)
        self._do(
            "add_log",
            case,
            by,
            entry_kind="调查取证",
            done_on=timezone.localdate(self.at),
            content="调取证据材料，整理证据目录。",
        )
        if case.stage in ("一审", "仲裁"):
            starts = sitting(
                self.at + timedelta(days=self.rng.randrange(5, 40)), self.rng.randrange(2)
            )
            self._do(
                "schedule_hearing", case, by, starts_at=starts, organ=case.organ, place="第二法庭"
            )
        self._later(2, 12)
        self._do(
            "report_progress",
            case,
            by,
            done_on=timezone.localdate(self.at),
            manner="电话",
            content="告知立案和开庭安排。",
        )

    def _conclude(self, case):
        self._later(15, 55)
        outcome, document = self.rng.choices(
            [end for end, _ in matters.ENDS], [weight for _, weight in matters.ENDS]
        )[0]
        if case.kind == "criminal":
            outcome = self.rng.choice(("adopted", "partly_adopted", "not_adopted"))
        allowed = closing_date.documents(case.kind, case.stage)
        won = case.amount and outcome in ("won", "partly_won", "mediated", "settled")
        money = (
            (case.amount * Decimal(self.rng.choice(("1", "0.8", "0.6")))).quantize(Decimal("0.01"))
            if won
            else None
        )
        self._do("conclude", case, case.handler.user, closed_on=timezone.localdate(self.at), document=document if document in allowed else allowed[0],
                 outcome=Outcome(outcome), result="案件已审结，结果已告知受援人。", amount_won=money)  # fmt: skip
        self._file(case, "judgment", "结案文书", case.handler.user)

    def _report_closure(self, case):
        self._later(2, 27)
        self._do("report_closure", case, case.handler.user, summary="依法履行代理职责，参加庭审，提交代理意见。",
                 discussed_on=timezone.localdate(case.assigned_at), discussion="集体讨论确定办案方案。")  # fmt: skip

    def _return_closure(self, case):
        self._later(1, 9)
        self._do(
            "return_closure",
            case,
            self.rng.choice(self.cast["reviewers"]),
            reasons=["签名或日期缺失"],
            note="请补签通报记录。",
        )

    def _approve_closure(self, case):
        self._later(1, 20)
        self._do(
            "approve_closure",
            case,
            self.rng.choice(self.cast["reviewers"]),
            opinion="材料齐全，同意结案。",
        )

    def _follow_up(self, case):
        self._later(1, 12)
        grade = self.rng.choices(list(Satisfaction), (58, 34, 6, 1, 1))[0]
        self._do(
            "follow_up",
            case,
            self.cast["window"][1],
            satisfaction=grade,
            met=True,
            told=True,
            reported=True,
            money_asked=False,
        )

    def _grade(self, case):
        self._later(0.2, 3)
        grade = graded(self.rng)
        by = self.rng.choice(self.cast["reviewers"])
        self._do(
            "grade", case, by, grade=grade, opinion="按评估标准评定。", **self._evaluator(case)
        )

    def _evaluator(self, case):
        """Some files were read by a lawyer of another firm."""
        peers = (
            list(evaluators_for(case).filter(kind=HandlerKind.LAWYER).order_by("pk"))
            if case.pk % READ_BY_PEERS == 0
            else ()
        )
        return (
            {"evaluator": peers[case.pk % len(peers)], "evaluated_on": timezone.localdate(self.at)}
            if peers
            else {}
        )

    def _record_payment(self, case):
        self._later(2, 25)
        self._do(
            "record_payment",
            case,
            self.cast["system"],
            amount=owed(case),
            paid_on=timezone.localdate(self.at),
        )

    def _archive(self, case):
        self._later(1, 8)
        self._do("archive", case, self.cast["archivist"])

    def _seal(self, case):
        self._do(
            "seal",
            case,
            self.cast["system"],
            approval_pages=self.rng.randrange(14, 30),
            handling_pages=self.rng.randrange(18, 60),
        )
