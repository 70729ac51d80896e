"""The demo county's subsidies: its standard, the months that were paid, one month at the bank with a transfer returned, and one under review."""

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import cycle

from django.utils import timezone

from cases.models import Case
from legalaid.platform.accounts.models import User
from stations.models import Station
from subsidies.domain import batch as acts
from subsidies.domain import calculation as subsidy
from subsidies.domain.payment import book_return
from subsidies.domain.standard import propose
from subsidies.law.returns import Answer
from subsidies.models import Calculation, Fund
from subsidies.queries.batch import owed_units, sums_of
from subsidies.queries.calculation import payable, with_facts
from subsidies.queries.standard import sheets
from subsidies.queries.work import WORK_KINDS
from subsidies.workflow import BATCH, STANDARD

# what handlers state of the cases not yet paid, in turn
CLAIMS = (
    {},
    {"crossing": "city"},
    {},
    {"difficult": True},
    {},
    {"manner": "no_hearing"},
    {"crossing": "province"},
)
MOST = 200  # payments of the walked county; a bench county has thousands
RATES = (("case", "", "", 200, 1200), ("case", "criminal", "", 200, 1000), ("duty", "", "", 50, 150), ("consultation", "", "", 50, 150),
         ("drafting", "", "", 0, 100), ("duty_help", "", "", 0, 100), ("quality_review", "", "", 0, 80))  # fmt: skip
SUMS = {"group_step": 200, "group_ceiling": 5000, "cross_city": 500, "cross_province": 1000, "difficult": 1000, "late_per_day": 20,
        "late_ceiling": 400, "graded": True, "beside_duty": True, "factor_excellent": Decimal("1.1"), "factor_pass": Decimal("0.9")}  # fmt: skip


def fill(rng):
    people = {
        user.username: user
        for user in User.objects.filter(
            username__in=("caiwu", "chuna", "shencha", "zhuren", "sifaju")
        )
    }
    fund = Fund.objects.get(
        station=Station.objects.roots().order_by("id").first(),
        source="local",
        year=timezone.localdate().year,
    )
    month = Month(people, fund)
    standards(people)
    paid = Case.objects.filter(payments__paid_on__year=fund.year, calculations=None).order_by(
        "-payments__paid_on"
    )[:MOST]

    by_month = defaultdict(list)
    for case in with_facts(Case.objects.filter(pk__in=[case.pk for case in paid])).prefetch_related(
        "payments"
    ):
        by_month[case.payments.all()[0].paid_on.replace(day=1)].append(case)

    for first, cases in sorted(by_month.items()):
        if any(
            case.payments.all()[0].amount for case in cases
        ):  # a month that owes nobody anything has no batch
            month.paid(first, cases)

    claims(fund)
    month.at_the_bank()
    month.under_review()


def standards(people):
    """The county's and the province's in force, and next year's as proposed."""
    rates = [
        {
            "service": service,
            "kind": kind,
            "stage": stage,
            "direct": Decimal(direct),
            "labour": Decimal(labour),
        }
        for service, kind, stage, direct, labour in RATES
    ]
    fields = {
        "title": "清和县法律援助补贴标准",
        "region": "清和县",
        "source": "清司〔2021〕18号",
        "valid_from": date(2022, 1, 1),
        **SUMS,
    }
    county = propose(by=people["caiwu"], fields=fields, rates=rates)
    guide = fields | {
        "title": "全省法律援助补贴指导标准",
        "level": "province",
        "region": "全省",
        "source": "省司通〔2021〕30号",
    }
    province = propose(
        by=people["caiwu"],
        rates=[row | {"labour": row["labour"] + 100} for row in rates],
        fields=guide,
    )

    for row in (county, province):
        STANDARD.acts["approve_standard"](row, by=people["sifaju"])
        STANDARD.acts["publish_standard"](row, by=people["zhuren"])

    year = timezone.localdate().year + 1
    draft = fields | {
        "title": f"清和县法律援助补贴标准（{year}年）",
        "source": "拟订稿",
        "valid_from": date(year, 1, 1),
    }
    propose(
        by=people["caiwu"],
        rates=[row | {"labour": row["labour"] + 80} for row in rates],
        fields=draft,
    )


def claims(fund):
    cases = (
        payable(fund.station, timezone.localdate())
        .filter(handler__public_post=False)
        .select_related("handler__user")
    )
    for case, fields in zip(cases.order_by("pk")[:MOST], cycle(CLAIMS)):
        if fields:
            subsidy.declare(case, by=case.handler.user, at=case.closure_reviewed_at, **fields)


class Month:
    """The finance clerk's month, by the real acts; `at` moves on by itself."""

    def __init__(self, people, fund):
        self.people, self.fund, self.at = people, fund, None

    def open(self, title, at, last_day):
        self.at = at
        return acts.open_batch(
            by=self.people["caiwu"],
            station=self.fund.station,
            title=title,
            last_day=last_day,
            fund=self.fund,
            at=at,
        )

    def do(self, batch, key, who, **facts):
        self.at += timedelta(minutes=1)
        BATCH.acts[key](batch, by=self.people[who], at=self.at, **facts)

    def paid(self, first, cases):
        """A month of payments the cases already carry: the same sums, by batch."""
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        at = min(
            timezone.make_aware(datetime.combine(last, time(15))),
            timezone.now() - timedelta(hours=1),
        )

        batch = self.open(f"{first.year}年{first.month}月补贴", at, timezone.localdate(at))
        on, rows = sheets(), []
        for case in cases:
            standard, sheet = on(case.closed_on)
            _, lines = subsidy.compute(case, standard=standard, sheet=sheet, group=(1, None))
            rows.append(subsidy.built(batch, case, standard, lines))

        Calculation.objects.bulk_create(rows)
        self.send(batch)
        self.answer(batch)
        self.do(
            batch, "publish_batch", "zhuren", until=timezone.localdate(self.at) + timedelta(days=6)
        )

    def send(self, batch):
        self.submit(batch)
        self.do(batch, "review_batch", "shencha", opinion="经复核，同意。")
        self.do(batch, "approve_batch", "sifaju", total=batch.total, opinion="同意支付。")
        self.do(batch, "send", "chuna", count=len(owed_units(batch)), total=batch.total)

    def submit(self, batch):
        count, total = sums_of(batch)
        self.do(batch, "fill", "caiwu", count=count, total=total)
        self.do(batch, "submit_batch", "caiwu", count=count, total=total)

    def answer(self, batch, *, failed=None):
        """What the bank reports of everything under way, but for one transfer."""
        self.at += timedelta(minutes=1)
        day = timezone.localdate(self.at)
        sent = [
            payment
            for payment in batch.payments.filter(state="sent").select_related("firm")
            if payment != failed
        ]
        rows = [
            Answer(line, payment.transfer, payment.amount, True, on=day)
            for line, payment in enumerate(sent, 2)
        ]
        if failed:
            rows.append(
                Answer(len(rows) + 2, failed.transfer, failed.amount, False, "账号户名不符")
            )

        book_return(
            batch,
            by=self.people["chuna"],
            rows=rows,
            content=batch.number.encode(),
            name="银行回单.csv",
            at=self.at,
        )
        batch.refresh_from_db()

    def at_the_bank(self):
        """What was closed longest ago and last month's duties: one unit's money came back."""
        last = timezone.localdate().replace(day=1) - timedelta(days=1)
        cases = list(
            payable(self.fund.station, last).order_by("closed_on").values_list("pk", flat=True)[:8]
        )
        batch = self.open(
            f"{last.year}年{last.month}月补贴（含值班）",
            timezone.now() - timedelta(minutes=40),
            last,
        )
        acts.add_cases(batch, cases, by=self.people["caiwu"])

        for kind in WORK_KINDS:
            acts.add_work(
                kind,
                batch,
                list(kind.payable(self.fund.station, last).values_list("pk", flat=True)[:MOST]),
            )

        if sums_of(batch)[1]:
            self.send(batch)
            self.answer(
                batch, failed=batch.payments.filter(amount__gt=0, firm__kind="law_firm").first()
            )

    def under_review(self):
        """The rest, with a handler's objection that has been answered."""
        opened = timezone.now() - timedelta(minutes=10)
        last = timezone.localdate(opened)  # in the first minutes of a day it is yesterday's batch

        batch = self.open(f"{last.year}年{last.month}月补贴", opened, last)
        rows = payable(self.fund.station, last).values_list("pk", flat=True)
        acts.add_cases(batch, list(rows[:60]), by=self.people["caiwu"])

        row = batch.calculations.filter(total__gt=0).select_related("handler__user").first()
        if row:
            subsidy.dispute(
                row, by=row.handler.user, reason="开庭两次，往返邻县，交通费没有计入。", at=self.at
            )
            self.submit(batch)
            subsidy.answer(
                row,
                by=self.people["caiwu"],
                answer="没有跨县票据，按本县标准核定；补交票据后下批列入。",
                at=self.at,
            )
