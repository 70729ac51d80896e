"""From the window or the station to the decision: the acts of a walked case before it is granted."""

import uuid
from datetime import timedelta
from decimal import Decimal
from typing import ClassVar

from django.utils import timezone

from cases.domain.intake import apply
from cases.enums import MeansResult, PreReviewed, ReturnReason, ServedHow
from cases.law.checklist import materials
from cases.law.exemption import MAY_LACK_INCOME, exempt, green_channel, not_limited
from cases.law.grounds import grant_grounds, refusals, text_of
from cases.law.scope import scope
from cases.queries.eligibility import cause_path, findings_for
from legalaid.platform.core.identifiers import age
from legalaid.platform.core.office import office
from legalaid.platform.documents.models import Attachment, Paper

from . import matters, notified, people

POOR = Decimal(600)  # yuan a month and head, below the standard of the county
# why an application is refused: for want of means to be aided, or, where the means were no obstacle, because there is counsel already
REFUSED = {
    "not_poor": "经审查，家庭人均月收入超出本地区经济困难标准，也没有法定免予限制或者核查的情形。",
    "own_counsel": "审查期间，申请人已自行委托律师代理本案。",
}


def _asked(crowds, path):
    """Whoever was asked and has no fixed income, by the crowds the Law names."""
    return exempt(crowds, path, "no_income") if {*crowds} & {*MAY_LACK_INCOME} else ()


class Application:
    """Part of the Walker. `own`: what an application that is told apart brings: its person, joint applicants, fields, the slots it lacks; `poor`: as poor as
    the aid it is to get asks."""

    own: ClassVar[dict] = {}

    def _apply(self, matter, desk=None):
        rng = self.rng
        cause, day = self.causes[matter.cause], timezone.localdate(self.at)
        person = self.own.get("person") or people.person(
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
            next(iter(not_limited(crowds, path, role=matter.role)), None),
            next(iter(exempt(crowds, path) or _asked(crowds, path)), None),
        )
        amount = Decimal(rng.randrange(*matter.money) // 100 * 100) if matter.money else None
        company, green = rng.choice(people.COMPANIES), green_channel(crowds, path, role=matter.role)
        station, clerk = desk or self._desk()
        fields = {
            "station": station,
            "kind": cause.kind,
            "cause": cause,
            "matter": scope(
                cause.kind, path, role=matter.role, crowds=crowds, stage=matter.stage
            ).code,
            "crowds": crowds,
            "green": bool(green),
            "green_ground": green[:120],
            "secret": bool({"minor", "abuse_victim"} & set(crowds)),
            "stage": matter.stage,
            "applicant_role": matter.role,
            "mode": matter.mode,
            "organ": matter.organ,
            "amount": amount,
            "facts": self._facts(matter, company, amount),
            "channel": "visit" if station.parent_id is None else "station",
            "urgency": "preserve" if rng.random() < 0.05 else "normal",
        } | self.own.get("fields", {})
        rows = materials(
            cause.kind,
            path,
            exempt_proof=waived.proof if waived else "",
            not_limited_proof=free.proof if free else "",
            representative=years < 18,
            several=bool(self.own.get("joint")),
        )
        given = [
            {
                "slot": m.slot,
                "title": m.title[:80],
                "why": m.why,
                "required": m.required,
                "received_on": None if m.slot in self.own.get("lacks", ()) else day,
            }
            for m in rows
        ]
        case = apply(
            by=clerk,
            token=uuid.UUID(int=rng.getrandbits(128)),
            fields=fields,
            person=person,
            short=office()["short"],
            parties=self._parties(matter, company, years),
            joint=self.own.get("joint", ()),
            materials=given,
            at=self.at,
            **self._means(free, waived, person),
        )
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
        means = {
            "not_limited": free.ground.code if free else "",
            "exempt": waived.ground.code if waived and not free else "",
            "proof": waived.proof[:120] if waived else "",
            "committed": True,
        }
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

        savings = Decimal(rng.randrange(0, 40) * 1000)
        if self.own.get("poor"):
            members, savings = [one | {"monthly_income": POOR} for one in members], Decimal(0)

        return {"means": means | {"savings": savings}, "members": members}

    def _file(self, case, slot, title, by):
        shared = self.sample
        Attachment.objects.create(
            workflow="case",
            subject_id=case.pk,
            slot=slot,
            title=title,
            file=shared["name"],
            original_name=f"{title}.pdf",
            mime="application/pdf",
            size=shared["size"],
            pages=1,
            sha256=shared["sha256"],
            uploaded_by=by,
        )

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
            "scope_passed": bool(found.scope.passed),
            "scope_reason": found.scope.stated,
            "means_passed": bool(found.means.passed),
            "means_reason": found.means.stated or "证明材料尚未提交。",
            "merits_passed": True,
            "merits_reason": "有初步证据证明所述事实。",
            "conflict_checked": True,
        }
        self._do(
            "recommend",
            case,
            self.reviewer,
            proposal="给予" if good else "不予",
            findings=facts,
            opinion="符合法律援助条件，建议给予。" if good else "不符合法律援助条件，建议不予。",
        )

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
        found = findings_for(case)
        code = "own_counsel" if found.means.passed else "not_poor"
        self._do(
            "refuse",
            case,
            self.cast["director"],
            codes=[code],
            grounds=[text_of(refusals(case.kind, case.applicant_role, case.stage), code)],
            reasons=REFUSED[code],
        )
        self._serve_refusal(case)

    def _serve_refusal(self, case):
        """The refusal, given to the applicant the same day."""
        paper = Paper.objects.get(
            workflow="case", subject_id=case.pk, kind="decision_refuse", superseded_by=None
        )

        today = timezone.localdate(self.at)
        self._do(
            "serve",
            case,
            self.cast["window"][1],
            paper=paper,
            recipient=case.applicant.name,
            how=ServedHow.HANDED,
            sent_on=today,
            received_on=today,
        )
