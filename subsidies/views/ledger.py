"""The ledger: added up by anything, opened into its lines, and out as Excel and PDF; the publication list; tables 3 and 4."""

import calendar
from datetime import date
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse
from django.shortcuts import render
from django.views import View

from legalaid.platform.audit.chain import record
from legalaid.platform.core.money import yuan
from legalaid.platform.office.access import PermissionMixin
from legalaid.platform.office.downloads import PDF, XLSX, download
from stations.queries.station import stations_for
from subsidies.exports.ledger import line_sheet, table_pdf
from subsidies.forms.ledger import LedgerForm, PeriodForm
from subsidies.queries.figures import average_subsidy, budget_growth, four_in_place, payment_rate
from subsidies.queries.fund import ZERO
from subsidies.queries.ledger import (
    DIMENSIONS,
    NONE,
    case_numbers,
    choose,
    for_reading,
    grouped,
    handler_names,
    lines_for,
    page_of,
    published,
    sees_everything,
    signed,
    totals_for,
)
from subsidies.queries.tables import Months, appropriation_table, expense_table, sums_of

PAGE = 40


class LedgerPage(PermissionMixin, View):
    """What the pages of the ledger share: a valid filter, or the page with what is wrong beside the field."""

    permission = "funds.view"
    form_class = PeriodForm
    template = ""

    def get(self, request):
        form = self.form_class(request.GET, **self.form_facts())
        if not form.is_valid():
            return render(request, self.template, {"form": form}, status=422)
        self.form, self.wanted = form, form.cleaned_data
        export = request.GET.get("export")
        if export and not request.user.may("funds.export"):
            raise PermissionDenied("您的岗位不能导出账册。")
        context = {"form": form, "months": self.months(), **self.collect()}
        if export in self.exports:
            return getattr(self, f"as_{export}")(context)
        return render(request, self.template, context)

    exports = ("pdf",)

    def form_facts(self):
        return {}

    def months(self):
        until = self.wanted["until"]
        last = calendar.monthrange(until.year, until.month)[1]
        return Months(self.wanted["since"], until.replace(day=last))

    def log(self, count):
        record(
            "ledger.export",
            by=self.request.user,
            count=count,
            query=self.request.GET.urlencode()[:200],
        )

    def pdf(self, title, tables, name, notes=()):
        self.log(sum(len(table["rows"]) for table in tables))
        data = table_pdf(title, tables, period=self.months().words, notes=notes)
        return download(data, f"{name}.pdf", PDF, inline=True)


class Ledger(LedgerPage):
    """Totals by one dimension; every total leads to its lines under the same filters."""

    form_class = LedgerForm
    template = "subsidies/ledger.html"

    def form_facts(self):
        return {"user": self.request.user}

    def collect(self):
        by = self.wanted["by"]
        found = [
            (key, signed(amount, self.wanted), count)
            for key, amount, count in grouped(self.request.user, self.wanted, by)
        ]
        if by != "month":
            found.sort(key=lambda row: -row[1])
        page = Paginator(found, PAGE).get_page(self.request.GET.get("page"))
        return {
            "rows": self.named(by, page),
            "page": page,
            "total": sum((amount for _, amount, _ in found), ZERO),
            "count": sum(count for _, _, count in found),
            "words": DIMENSIONS[by][0],
        }

    def named(self, by, found):
        """Totals with the words of their keys and the address of the lines behind each."""
        found, query = list(found), self.query()
        return [
            {
                "name": self.name_of(by, key),
                "amount": amount,
                "count": count,
                "query": urlencode(query | self.part(by, key)),
            }
            for key, amount, count in found
        ]

    def name_of(self, by, key):
        return (
            f"{key.year}年{key.month}月"
            if by == "month"
            else self.form.names[by].get(key, "（无）")
        )

    def query(self):
        """The filters of the page as the page of lines takes them."""
        known = (LedgerForm.base_fields.keys() | DIMENSIONS.keys()) - {"by"}
        asked = {name: value for name, value in self.request.GET.items() if value and name in known}
        return asked | {name: f"{self.wanted[name]:%Y-%m}" for name in ("since", "until")}

    def part(self, by, key):
        if by == "month":
            return dict.fromkeys(("since", "until"), f"{key:%Y-%m}")
        return {by: NONE if key in (None, "") else key}

    def as_pdf(self, context):
        every = context["page"].paginator.object_list
        rows = [
            [row["name"], row["count"], yuan(row["amount"])]
            for row in self.named(self.wanted["by"], every)
        ]
        rows.append(["合计", context["count"], yuan(context["total"])])
        table = {
            "caption": f"按{context['words']}",
            "head": [context["words"], "笔数", "金额（元）"],
            "rows": rows,
        }
        return self.pdf("经费账册", [table], "ledger")


class Lines(LedgerPage):
    """The lines behind a total, newest first, page after page at the same cost."""

    form_class = LedgerForm
    template = "subsidies/lines.html"
    exports = ("xlsx",)

    def form_facts(self):
        return {"user": self.request.user}

    def collect(self):
        user = self.request.user
        lines, more = page_of(for_reading(choose(lines_for(user), self.wanted)), self.after(), PAGE)
        totals = grouped(user, self.wanted, "account")
        return {
            "lines": lines,
            "numbers": case_numbers(lines, user),
            "people": handler_names(lines),
            "next": f"{lines[-1].on.isoformat()}_{lines[-1].pk}" if more else "",
            "total": signed(sum((amount for _, amount, _ in totals), ZERO), self.wanted),
            "count": sum(count for _, _, count in totals),
        }

    def after(self):
        """The (day, id) of the last line of the page before; anything else is the first page."""
        day, _, pk = self.request.GET.get("after", "").partition("_")
        try:
            return date.fromisoformat(day), int(pk)
        except ValueError:
            return None

    def as_xlsx(self, context):
        file, count = line_sheet(
            choose(lines_for(self.request.user), self.wanted), self.request.user
        )
        self.log(count)
        return FileResponse(file, as_attachment=True, filename="账册分录.xlsx", content_type=XLSX)


class Publication(LedgerPage):
    """What may be published (Law art. 58): unit, count and amount; no person and no case."""

    template = "subsidies/publication.html"

    def collect(self):
        return published(self.request.user, self.wanted)

    def as_pdf(self, context):
        units, kinds = summed(context["units"]), summed(context["kinds"])
        tables = [
            {
                "caption": "一、按承办单位",
                "head": ["承办单位", "件（次）数", "金额（元）"],
                "rows": units,
            },
            {
                "caption": "二、按支出种类",
                "head": ["支出种类", "笔数", "金额（元）"],
                "rows": kinds,
            },
        ]
        return self.pdf("法律援助经费使用情况公示", tables, "publication")


def summed(rows):
    whole = ["合计", sum(row["count"] for row in rows), yuan(sum(row["amount"] for row in rows))]
    return [*([row["name"], row["count"], yuan(row["amount"])] for row in rows), whole]


class Tables(LedgerPage):
    """Statistics tables 3 and 4 in 万元 and yuan, with the sums the form checks, and the figures of the annual report."""

    template = "subsidies/tables.html"

    def collect(self):
        user, months = self.request.user, self.months()
        stations = None if sees_everything(user) else stations_for(user)
        sums, growth = sums_of(months, totals_for(user)), budget_growth(stations=stations)
        return {
            "tables": [appropriation_table(sums), expense_table(sums)],
            "average": average_subsidy(months, stations=stations),
            "rate": payment_rate(months, stations=stations),
            "growth": growth,
            "four": four_in_place(months.ends.year, stations=stations, growth=growth),
        }

    def as_pdf(self, context):
        tables = [
            {
                "caption": table.title,
                "head": ["项目", "行次", "万元", "元"],
                "rows": [[row.label, row.number, row.wan, yuan(row.yuan)] for row in table.rows],
            }
            for table in context["tables"]
        ]
        bad = [
            check.words for table in context["tables"] for check in table.checks if not check.good
        ]
        return self.pdf(
            "法律援助经费统计表",
            tables,
            "tables",
            [f"核对：{'；'.join(bad)}不符" if bad else "各项合计核对相符。"],
        )
