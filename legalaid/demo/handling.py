"""From the assignment to the sealed file: the acts of a walked case after it is granted."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from cases.domain import discussion
from cases.enums import Grade, Level, Outcome, Satisfaction, Vote
from cases.law import closing_date
from cases.law.outcomes import unfitting
from cases.queries.assignment import candidates_for
from cases.queries.discussion import lacks_discussion
from cases.queries.quality import evaluators_for
from stations.enums import HandlerKind

from . import matters
from .court import sitting

# what the demo county pays: direct costs, and a labour fee that the quality grade moves
DIRECT, LABOUR = 200, {"criminal": 1000}
FACTORS = {
    Grade.EXCELLENT: Decimal("1.1"),
    Grade.GOOD: Decimal(1),
    Grade.PASS: Decimal("0.9"),
    Grade.FAIL: Decimal(0),
}
READ_BY_PEERS = 8  # one file in so many


def graded(rng):
    return rng.choices(list(Grade), (18, 62, 19, 1))[0]


def owed(case):
    """What the county pays for a case; who holds a public post has no receipts here and gets nothing."""
    labour = LABOUR.get(case.kind, 1200) * FACTORS[case.grade]
    return Decimal(0 if case.handler.public_post else DIRECT + labour).quantize(Decimal("0.01"))


class Handling:
    """Part of the Walker."""

    def _assign(self, case):
        self._later(0.1, 2.4)
        good = [c.handler for c in candidates_for(case) if c.eligible]
        wanted = [handler for handler in good if handler.user.username == self.wanted]
        self._do(
            "assign",
            case,
            self.cast["director"],
            handler=self.rng.choice(wanted or good[:4]),
            reason="专长和在办数合适。",
        )

    def _accept_assignment(self, case):
        self._later(2, 26, hours=True)
        self._do("accept_assignment", case, case.handler.user)

    def _sign_agreement(self, case):
        self._later(0.5, 3)
        self._do("sign_agreement", case, case.handler.user, signed_on=timezone.localdate(self.at))
        self._file(case, "agreement", "委托协议（签字件）", case.handler.user)
        self._file(case, "power_of_attorney", "授权委托书（签字件）", case.handler.user)

    def _hold_first_meeting(self, case):
        self._later(0, 3)
        self._do(
            "hold_first_meeting",
            case,
            case.handler.user,
            met_on=timezone.localdate(self.at),
            place="中心接待室",
            manner="当面",
            told=["duties", "relief", "risks", "rights"],
            record="已了解案情，告知四项事项，受援人无异议。",
            **(self._consent(case) if case.by_notice else {}),
        )
        self._file(case, "meeting", "约见笔录（签字件）", case.handler.user)

    def _consent(self, case):
        self._file(case, "consent", "首次会见征询意见笔录（签字件）", case.handler.user)
        return {"consented": True, "signing": "signed"}

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

    def _discuss(self, case):
        """What the centre discusses before it is concluded."""
        director, at = self.cast["director"], self.at
        row = discussion.call(
            case,
            by=director,
            at=at,
            level=Level.CENTRE,
            question="证据和法律适用，拟采取的方案。",
            planned_for=at,
            place="中心会议室",
            people=[(director.name, "中心负责人"), (case.handler.user.name, "承办人")],
        )
        said = {one.pk: (Vote.AGREE, "同意承办人的方案。") for one in row.people.all()}
        facts = {"held_on": timezone.localdate(at), "conclusion": "按承办人的方案办理。"}
        discussion.hold(row, by=director, at=at, said=said, **facts)

    def _conclude(self, case):
        self._later(15, 55)
        if lacks_discussion(case):
            self._discuss(case)
        outcome, document = self.rng.choices(
            [end for end, _ in matters.ENDS], [weight for _, weight in matters.ENDS]
        )[0]
        if case.kind == "criminal":
            outcome = self.rng.choice(("adopted", "partly_adopted", "not_adopted"))
        elif unfitting(outcome, case.kind, case.mode, case.stage):
            outcome = "won"

        allowed = closing_date.documents(case.kind, case.stage)
        won = case.amount and outcome in ("won", "partly_won", "mediated", "settled")
        money = (
            (case.amount * Decimal(self.rng.choice(("1", "0.8", "0.6")))).quantize(Decimal("0.01"))
            if won
            else None
        )
        self._do(
            "conclude",
            case,
            case.handler.user,
            closed_on=timezone.localdate(self.at),
            document=document if document in allowed else allowed[0],
            outcome=Outcome(outcome),
            result="案件已审结，结果已告知受援人。",
            amount_won=money,
            hearings_off=True,
        )
        self._file(case, "judgment", "结案文书", case.handler.user)
        if case.defended:
            self._file(case, "opinion", "书面辩护意见", case.handler.user)

    def _report_closure(self, case):
        self._later(2, 27)
        self._do(
            "report_closure",
            case,
            case.handler.user,
            summary="依法履行代理职责，参加庭审，提交代理意见。",
            discussed_on=timezone.localdate(case.assigned_at),
            discussion="集体讨论确定办案方案。",
        )

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
        if case.held:
            self._look_into(case)

    def _look_into(self, case):
        self._later(1, 3)
        said = {"met": True, "told": True, "reported": True, "money_asked": False}
        caller = self.cast["reviewers"][0]
        self._do("second_call", case, caller, satisfaction=Satisfaction.POOR, **said)
        self._later(0.2, 1)
        self._do(
            "settle_alarm",
            case,
            self.cast["director"],
            confirmed=[],
            found="都不属实",
            note="受援人对裁决数额不满意，承办人办理没有问题。",
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
