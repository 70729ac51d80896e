"""Three years of money: appropriations from every source, monthly expenses, two closed years, and some proposals still waiting."""

import contextlib
import uuid
from datetime import date, datetime, time
from decimal import Decimal

from django.utils import timezone

from legalaid.platform.accounts.models import User
from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.errors import DomainError
from stations.models import Firm, Handler, Station
from subsidies.domain.fund import Charge
from subsidies.domain.fund import post_payment as post
from subsidies.domain.proposal import approve, enter, reject
from subsidies.models import Entry, Fund

# source, budget line, yuan of the first year, growth a year, earmarks, month, series of the paper, purpose
MONEY = (
    ("local", "personnel", 396_000, 12_000, (), 1, "清财行", "人员经费"),
    ("local", "office", 58_000, 3_000, (), 1, "清财行", "公用经费"),
    ("local", "casework", 260_000, 45_000, (), 1, "清财行", "法律援助业务经费"),
    (
        "provincial",
        "casework",
        90_000,
        15_000,
        ("case", "duty", "consultation"),
        3,
        "省财政法",
        "省级法律援助专项资金",
    ),
    (
        "central",
        "casework",
        60_000,
        8_000,
        ("case", "duty", "consultation", "training"),
        4,
        "财行",
        "中央补助地方法律援助办案专款",
    ),
    ("lottery", "casework", 40_000, 0, ("case",), 5, "司基金", "中央专项彩票公益金法律援助项目"),
)
# source, expense, payee, yuan, months, reason
MONTHLY = tuple(range(1, 13))
SPENDING = (
    ("local", "personnel_cost", "清和县财政国库支付中心", 33_000, MONTHLY, "人员工资"),
    ("local", "office_cost", "清和县行政服务中心", 4_600, MONTHLY, "水电、邮电和办公用品"),
    ("local", "publicity", "清和县印刷厂", 6_800, (3, 9, 12), "印制宣传手册和公示栏"),
    ("local", "training", "清和县委党校", 9_500, (6, 11), "工作站人员业务培训"),
    ("local", "appraisal", "清和司法鉴定中心", 2_400, (5, 10), "受援人败诉案件鉴定费"),
    ("local", "quality", "清和县律师协会", 3_000, (7,), "案件质量同行评估"),
    ("provincial", "duty", "清和正平律师事务所", 3_200, (4, 7, 10, 12), "看守所值班律师补贴"),
    (
        "provincial",
        "consultation",
        "清和明理律师事务所",
        2_400,
        (4, 7, 10, 12),
        "12348和大厅值班咨询补贴",
    ),
    ("local", "drafting", "城关法律服务所", 1_200, (6, 12), "代书补贴"),
)
RATES = {
    "criminal": 1300,
    "civil_litigation": 1600,
    "civil_other": 1200,
    "administrative_litigation": 1600,
}


def fill(rng):
    cast = {
        role: User.objects.filter(role=role).order_by("id").first()
        for role in (Role.FINANCE, Role.DIRECTOR, Role.BUREAU)
    }

    book = Book(rng, timezone.now(), Station.objects.roots().order_by("id").first(), cast)
    first = book.now.year - 2
    for year in (first, first + 1, first + 2):
        book.year(year, year - first)

    book.waiting()


def post_payment(**facts):
    """A county spends what it has: what the balance does not carry is not paid."""
    with contextlib.suppress(DomainError):
        post(**facts)


class Book:
    """The finance clerk's three years."""

    def __init__(self, rng, now, station, cast):
        self.rng, self.now, self.station = rng, now, station
        self.maker, self.director, self.bureau = (
            cast[Role.FINANCE],
            cast[Role.DIRECTOR],
            cast[Role.BUREAU],
        )

    def moment(self, year, month, day):
        return timezone.make_aware(datetime.combine(date(year, month, day), time(10, 30)))

    def past(self, year, month, day):
        return self.moment(year, month, day) < self.now

    def about(self, amount):
        return Decimal(amount - self.rng.randrange(0, 41) * 10)  # never above what was budgeted

    def act(self, kind, at, *, decide=True, **facts):
        token = uuid.UUID(int=self.rng.getrandbits(128))
        proposal = enter(
            by=self.maker, station=self.station, token=token, kind=kind, at=at, **facts
        )
        if decide:
            approve(proposal, by=self.director, at=at + timezone.timedelta(hours=4), opinion="同意")
        return proposal

    def year(self, year, age):
        if age:
            self.act(
                "year_end", self.moment(year, 1, 5), year=year - 1, reason="年度终了，余额结转下年"
            )

        for number, (source, line, amount, growth, earmarks, month, series, purpose) in enumerate(
            MONEY, 1
        ):
            if self.past(year, month, 12):
                self.act(
                    "appropriation",
                    self.moment(year, month, 12),
                    source=source,
                    year=year,
                    line=line,
                    earmarks=list(earmarks),
                    amount=Decimal(amount + growth * age),
                    document_number=f"{series}〔{year}〕{number + 6 * month}号",
                    document_date=date(year, month, 8),
                    on=date(year, month, 12),
                    reason=purpose,
                )

        for month in MONTHLY:
            self.month(year, month)

    def month(self, year, month):
        if not self.past(year, month, 20):
            return

        funds, at = (
            {fund.source: fund for fund in Fund.objects.filter(station=self.station, year=year)},
            self.moment(year, month, 20),
        )
        for source, kind, payee, amount, months, reason in SPENDING:
            if month in months and source in funds:
                post_payment(
                    fund=funds[source],
                    kind=kind,
                    amount=self.about(amount) if kind != "personnel_cost" else Decimal(amount),
                    payee=Firm.objects.filter(name=payee).first() or payee,
                    reference=f"demo:{kind}:{year}-{month}",
                    memo=reason,
                    by=self.maker,
                    checked_by=self.director,
                    at=at,
                )

        if year < self.now.year and month % 3 == 0:
            self.older_cases(year, month, funds, at)

    def older_cases(self, year, month, funds, at):
        """Case subsidies of the years before this register: by handler and kind of case, without a case to open."""
        source = ("local", "provincial", "central", "lottery")[month // 3 % 4]
        for firm in Firm.objects.exclude(kind="center").order_by("id"):
            handlers = list(Handler.objects.filter(firm=firm).select_related("firm").order_by("id"))
            charges = []
            for _ in range(self.rng.randrange(4, 12)):
                matter = self.rng.choice(
                    ("criminal", "civil_litigation", "civil_litigation", "civil_other")
                )
                charges.append(
                    Charge(Decimal(RATES[matter]), handler=self.rng.choice(handlers), matter=matter)
                )
            fund = funds[source] if source in funds and month > 5 else funds["local"]
            post_payment(
                fund=fund,
                kind="case",
                amount=sum(charge.amount for charge in charges),
                payee=firm,
                charges=charges,
                by=self.maker,
                checked_by=self.director,
                at=at,
                reference=f"demo:case:{year}-{month}:{firm.pk}",
                memo=f"{year}年{month - 2}至{month}月办案补贴",
            )

    def waiting(self):
        """What lies on the desks now: a transfer done, a payment taken back, one proposal returned and two to be decided."""
        local = Fund.objects.get(station=self.station, source="local", year=self.now.year)
        day = self.now - timezone.timedelta(days=3)

        today = timezone.localdate(day)
        if (
            today.year != local.year
            or Entry.objects.filter(on__year=local.year, kind="expense").count() < 3
        ):
            return

        self.act(
            "transfer",
            day,
            fund=local,
            line="casework",
            to_line="office",
            amount=Decimal(5000),
            on=today,
            reason="添置档案柜",
        )
        wrong = Entry.objects.filter(
            kind="expense", on__year=local.year, lines__account="publicity"
        ).first()
        if wrong:
            self.act("reversal", day, corrects=wrong, reason="收款单位户名有误，退汇")

        facts = {"fund": local, "on": today, "decide": False}
        returned = self.act(
            "expense",
            day,
            expense="other",
            amount=Decimal("1860.00"),
            payee="清和县汽车维修厂",
            reason="业务用车维修",
            **facts,
        )
        reject(
            returned, by=self.bureau, at=day + timezone.timedelta(hours=5), reason="应列公用经费"
        )
        self.act(
            "expense",
            day,
            expense="office_cost",
            amount=Decimal("1860.00"),
            payee="清和县汽车维修厂",
            reason="业务用车维修",
            **facts,
        )
        self.act(
            "appropriation",
            day,
            source="donation",
            year=local.year,
            line="casework",
            amount=Decimal("8000.00"),
            earmarks=["publicity"],
            document_number=f"捐〔{local.year}〕1号",
            document_date=today,
            on=today,
            reason="清和县商会捐赠，用于农民工普法",
            decide=False,
        )
