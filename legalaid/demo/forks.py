"""A living matter on every way that leaves the line: what is objected to, ended, provided first, handed on, asked for anew, kept out of."""

import uuid
from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from cases.domain import inbound
from cases.domain.objection import object_to
from cases.enums import (
    ObjectionManner,
    RecusalAsker,
    RecusalResult,
    ReplacementAsker,
    ServedHow,
    Urgency,
)
from cases.law.grounds import grant_grounds
from cases.models import Case
from cases.queries.eligibility import findings_for
from cases.workflow import CASE, OBJECTION
from legalaid.platform.accounts.models import User
from legalaid.platform.core.office import office
from legalaid.platform.documents.models import Paper

from . import county, matters, people

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NEXT = "清和县人民法院"
REVIEWED = {
    "findings": "已调取申请材料、审查表和决定书，并听取法律援助中心的说明。",
    "reasons": "按本地区经济困难标准和提交的材料核对。",
}
NOT_POOR = {
    "codes": ["not_poor"],
    "grounds": ["不符合经济困难条件"],
    "reasons": "家庭人均月收入超出本地区经济困难标准。",
}


def fill(walker):
    """The number of cases it adds to the county."""
    forks, before = Forks(walker), Case.objects.count()
    for fork in (
        forks.objections,
        forks.terminations,
        forks.provided_first,
        forks.replacement,
        forks.agencies,
        forks.refused_defender,
        forks.group,
        forks.stages,
        forks.kept_out,
        forks.relief,
        forks.joined,
    ):
        fork()
    return Case.objects.count() - before


class Forks:
    """Takes a walker's cases to where they part from the line, and on."""

    def __init__(self, walker):
        self.walker, self.rng, self.now = walker, walker.rng, walker.now
        self.center, self.clerk = walker.cast["window"]
        self.director, self.reviewer = walker.cast["director"], walker.cast["reviewers"][0]
        self.taken = []
        self.bureau = User.objects.get(username="sifaju")

    def stand(self, goal, days_ago, cause, **own):
        """A case of the window that was taken in so long ago and has got to `goal`."""
        self.walker.own = own
        case = self.walker.walk_to(goal, days_ago, cause, False, False)
        self.walker.own = {}
        return Case.objects.get(pk=case.pk)

    def at_work(self, days_ago):
        """One of the county's in the hands of another lawyer than the one a visitor signs in as, each once; in an empty county a new one."""
        handled = Case.objects.filter(state="handling", cause__name=matters.TRAFFIC, secret=False)
        others = handled.exclude(handler__user__username=county.LAWYER).exclude(pk__in=self.taken)
        case = others.order_by("pk").first() or self.stand("handling", days_ago, matters.TRAFFIC)
        self.taken.append(case.pk)
        return case

    def go_on(self, case, goal):
        """Along the line from where it stands."""
        self.walker.at = case.changed_at
        route = self.walker._route(goal, case)
        self.walker._take(case, route[route.index(NEXT_STEP[case.state]) :])
        return Case.objects.get(pk=case.pk)

    def when(self, row, after):
        """So long after what was done last; what becomes of a case at work is of these days."""
        lately = isinstance(row, Case) and row.pk in self.taken
        last = max(row.changed_at, self.now - 6 * DAY) if lately else row.changed_at
        return min(last + after, self.now)

    def act(self, case, key, by, after=DAY, **facts):
        return CASE.acts[key](case, by=by, at=self.when(case, after), **facts)

    def objections(self):
        """One waits at the bureau, one was upheld, one corrected."""
        self.object(9)
        row = self.object(15)
        OBJECTION.acts["uphold"](row, by=self.bureau, at=self.when(row, 2 * DAY), **REVIEWED)

        row = self.object(12)
        at = self.when(row, DAY)
        OBJECTION.acts["order_correction"](row, by=self.bureau, at=at, **REVIEWED)
        case = Case.objects.get(pk=row.case_id)
        codes = findings_for(case).codes or ["other_31"]
        names = {ground.code: ground.text for ground in grant_grounds(case.kind)}
        granted = {"codes": codes, "grounds": [names[code] for code in codes], "mode": case.mode}
        at = max(at, self.now - DAY)
        said = granted | {"opinion": "依异议审查决定改正。"}
        CASE.acts["correct_refusal"](case, by=self.director, at=at, **said)

    def object(self, days_ago):
        case = self.stand("refused", days_ago, matters.LABOUR)
        paper = Paper.objects.get(workflow="case", subject_id=case.pk, kind="decision_refuse")

        at = self.when(case, DAY)
        facts = {
            "manner": ObjectionManner.ORAL,
            "objector": case.applicant.name,
            "received_on": timezone.localdate(at),
            "content": "家里有病人，收入已经不如申请的时候，请求重新审查。",
            "read_back": True,
            "late_reason": "",
        }

        named = {"number": paper.number_text, "name": case.applicant.name, "facts": facts}
        token = uuid.UUID(int=self.rng.getrandbits(128))
        return object_to(by=self.clerk, token=token, station=self.center, at=at, **named)

    def terminations(self):
        """One proposed, one done and received."""
        self.propose(
            45,
            "other",
            "受援人迁往外省，多次表示不再继续。",
            provision="法律援助法第四十八条第一款第八项",
        )

        case = self.propose(60, "deceit", "所交的收入证明系伪造，单位已书面说明。")
        self.act(case, "hear_recipient", self.clerk, HOUR, unheard="电话停机，邮件被退回。")
        self.act(case, "terminate", self.director, reasons="收入证明系伪造，单位已证实。")

        papers = Paper.objects.filter(workflow="case", subject_id=case.pk)
        for paper in papers.filter(kind__in=("termination_notice", "termination_decision")):
            at = self.when(case, 2 * HOUR)
            days = dict.fromkeys(("sent_on", "received_on"), timezone.localdate(at))
            about = {"paper": paper, "recipient": case.applicant.name, "how": ServedHow.HANDED}
            CASE.acts["serve"](case, by=self.clerk, at=at, **about, **days)

    def propose(self, days_ago, occasion, account, **more):
        case = self.at_work(days_ago)
        said = {"occasion": occasion, "account": account, **more}
        said["learnt_on"] = timezone.localdate(self.when(case, HOUR))
        self.act(case, "propose_termination", case.handler.user, HOUR, **said)
        return case

    def provided_first(self):
        """Aid at once, with papers still to come."""
        case = self.stand("submitted", 2, matters.PAY, lacks=("wage_evidence",))
        at = self.when(case, HOUR)
        today = timezone.localdate(at)
        owed = list(case.materials.filter(received_on=None).values_list("title", flat=True))
        why = {"ground": Urgency.LIMITATION, "reason": "仲裁时效即将届满，须立即申请仲裁。"}
        days = {"limitation_on": today + 5 * DAY, "owed_by": today + 10 * DAY}
        self.act(case, "provide_first", self.director, HOUR, owed=owed, **why, **days)

    def replacement(self):
        case = self.at_work(40)
        asked = {"asked_by": ReplacementAsker.RECIPIENT, "asker": case.applicant.name}
        why = {"reason": "三次约见没有到场，电话不接。", "evidence": ""}
        on = timezone.localdate(self.when(case, DAY))
        self.act(case, "ask_replacement", self.clerk, received_on=on, **asked, **why)

    def agencies(self):
        """One told to go elsewhere, whose papers followed; a request of another county."""
        case = self.stand("referred_away", 6, matters.PAY)
        sent = {"manner": "邮寄", "titles": ["法律援助申请表", "身份证明"]}
        on = timezone.localdate(self.when(case, HOUR))
        self.act(case, "forward_papers", self.clerk, HOUR, sent_on=on, **sent)

        today = timezone.localdate(self.now)
        facts = {
            "agency": "邻水县法律援助中心",
            "their_number": f"邻援协字〔{today.year}〕第8号",
            "received_on": today,
            "person": "张秀兰",
            "content": "核查申请人在本县的房产和务工收入。",
            "due": today + 15 * DAY,
        }
        inbound.register(by=self.reviewer, station=self.center, facts=facts, at=self.now)

    def refused_defender(self):
        """Somebody who must be defended does not want the lawyer; has none of his own in time; the organ notifies again."""
        walker = self.walker
        walker.at = walker._office_hour(self.now - 24 * DAY)
        case = walker._notify(matters.of("盗窃罪"))
        walker._take(case, ["assign", "accept_assignment", "sign_agreement"])
        case = Case.objects.get(pk=case.pk)
        on = timezone.localdate(self.when(case, DAY))
        said = {"refused_on": on, "reason": "本人要求由家属另请律师。"}
        self.act(case, "refuse_lawyer", case.handler.user, **said)
        self.act(case, "own_counsel", self.director, reason="告知五日内自行委托。")

        at = self.when(case, 6 * DAY)
        number = case.notice.number.replace("〕", "〕续")
        days = dict.fromkeys(("dated_on", "received_on"), timezone.localdate(at))
        CASE.acts["second_notice"](case, by=self.clerk, at=at, number=number, **days)

    def group(self):
        """Twelve with claims of their own: ten are aided, two are not."""
        day = timezone.localdate(self.now)
        joint = [self.fellow(day) for _ in range(11)]
        fields = {"applicant_count": 12, "indivisible": False}
        case = self.stand("decision", 8, matters.PAY, fields=fields, joint=joint)
        refused = case.members.exclude(joint=None).order_by("pk")[:2]
        for one in refused:
            self.act(case, "refuse_member", self.director, HOUR, person=one.pk, **NOT_POOR)
        self.walker.at = case.changed_at
        self.walker._grant(case)

    def fellow(self, day):
        person = people.person(self.rng, day, low=22, high=58)
        said = {
            name: person[name] for name in ("name", "id_kind", "id_number", "sex", "birth", "phone")
        }
        return said | {
            "crowds": ["migrant_worker"],
            "amount": Decimal(self.rng.randrange(60, 240) * 100),
        }

    def stages(self):
        """审查起诉, 一审, 二审 of one matter."""
        case = self.stand("concluded", 260, "盗窃罪", poor=True)
        for stage in ("一审", "二审"):
            aid = {"stage": stage, "role": "被告人", "mode": "刑事辩护", "short": office()["short"]}
            fields = {
                "station": self.center,
                "organ": NEXT,
                "channel": "visit",
                "facts": case.facts,
            }

            more = {"received": ["identity"], "means": {"committed": True}}
            opened = self.act(case, "open_stage", self.clerk, 5 * DAY, **aid, **more, fields=fields)

            self.go_on(case, "archived")
            goal = "concluded" if stage == "一审" else "handling"
            case = self.go_on(Case.objects.get(pk=opened.case.pk), goal)

    def kept_out(self):
        """A reviewer keeps out of a case; that the director should is asked of the bureau."""
        case = self.stand("merits_review", 4, matters.LABOUR)
        row = self.ask_to_keep_out(case, self.reviewer, "审查人员是对方公司负责人的妹妹。")
        said = {"result": RecusalResult.GRANTED, "reasons": "经核实，情况属实。"}
        self.act(case, "decide_recusal", self.director, HOUR, recusal=row, **said)

        case = self.stand("decision", 7, matters.LABOUR)
        self.ask_to_keep_out(case, self.director, "中心负责人与对方的代理人是近亲属。")

    def ask_to_keep_out(self, case, user, reason):
        asked = {"asked_by": RecusalAsker.APPLICANT, "asker": case.applicant.name}
        on = timezone.localdate(self.when(case, HOUR))
        said = {"user": user, "received_on": on, "reason": reason}
        return self.act(case, "ask_recusal", self.clerk, HOUR, **asked, **said)

    def relief(self):
        """A court spares part of its fee."""
        case = self.at_work(55)
        by, on = case.handler.user, timezone.localdate(self.when(case, HOUR))
        self.act(case, "tell_relief", by, HOUR, kinds=["court_fee"], told_on=on, told_how="当面")
        row = case.reliefs.get()
        asked = {"asked_on": on, "organ": NEXT, "form": "减交", "grounds": ["reduce_other"]}
        self.act(case, "ask_relief", by, HOUR, relief=row, **asked)
        on = timezone.localdate(self.when(case, 5 * DAY))
        answer = {"answered_on": on, "result": "granted", "amount": Decimal(1200)}
        self.act(case, "answer_relief", by, 5 * DAY, relief=row, **answer)

    def joined(self):
        """One person came twice for the same wages."""
        person = people.person(self.rng, timezone.localdate(self.now), low=25, high=55)
        first = self.stand("submitted", 5, matters.PAY, person=dict(person))
        second = self.stand("submitted", 3, matters.PAY, person=dict(person))
        why = "两次申请的是同一笔工资，同一被申请人。"
        self.act(second, "join", self.clerk, HOUR, into=first, reason=why)


# the step of the line that follows in each state a fork leaves a case in
NEXT_STEP = {"submitted": "accept", "concluded": "report_closure"}
