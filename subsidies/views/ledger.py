"""The ledger: added up by anything, opened into its lines, and out as Excel and PDF; the publication list; tables 3 and 4."""

from datetime import date
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse
from django.utils.functional import cached_property

from legalaid.platform.audit.chain import record
from legalaid.platform.core.money import yuan
from legalaid.platform.core.words import month
from legalaid.platform.office.downloads import PDF, XLSX, download
from legalaid.platform.office.pages import Page
from stations.queries.station import stations_for
from subsidies.exports.ledger import line_sheet, table_pdf
from subsidies.forms.ledger import LedgerForm, MonthsForm
from subsidies.law.calculation import ZERO
from subsidies.queries.figures import average_subsidy, budget_growth, four_in_place, payment_rate
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
from subsidies.queries.tables import Months, appropriation_table, expense_table, parts_of
from subsidies.tables.ledger import (
    GROWTH,
    STATUTORY,
    lines_with_cases,
    named_sums,
    sum_of,
    totals_table,
)

PAGE = 40


class LedgerPage(Page):
    """What the pages of the ledger share: a valid filter, or the page with what is wrong beside the field; the same as a file."""

    permission = "funds.view"
    exports = ("pdf",)

    def get(self, request):
        self.form = self.get_form()
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data(form=self.form), status=422)

        export = request.GET.get("export")
        if export and not request.user.may("funds.export"):
            raise PermissionDenied("您的岗位不能导出账册。")

        found = {"form": self.form, "months": self.months, **self.collect()}
        if export in self.exports:
            return getattr(self, f"as_{export}")(found)
        return self.render_to_response(self.get_context_data(**found))

    def get_form(self):
        return MonthsForm(self.request.GET)

    @property
    def wanted(self):
        return self.form.cleaned_data

    @cached_property
    def months(self):
        return Months.through(self.wanted["since"], self.wanted["until"])

    def log(self, count):
        query = self.request.GET.urlencode()[:200]
        record("ledger.export", by=self.request.user, count=count, query=query)

    def pdf(self, title, tables, name, notes=()):
        self.log(sum(len(table["rows"]) for table in tables))
        data = table_pdf(title, tables, period=self.months.words, notes=notes)
        return download(data, f"{name}.pdf", PDF, inline=True)


class Ledger(LedgerPage):
    """Totals by one dimension; every total leads to its lines under the same filters."""

    template_name = "subsidies/ledger.html"

    def get_form(self):
        return LedgerForm(self.request.GET, user=self.request.user)

    def collect(self):
        by = self.wanted["by"]
        totals = [
            (key, signed(amount, self.wanted), count)
            for key, amount, count in grouped(self.request.user, self.wanted, by)
        ]
        if by != "month":
            totals.sort(key=lambda row: -row[1])

        page = Paginator(totals, PAGE).get_page(self.request.GET.get("page"))
        total = sum((amount for _, amount, _ in totals), ZERO)
        count, words = sum(count for *_, count in totals), DIMENSIONS[by][0]
        return {
            "rows": self.named(by, page),
            "page": page,
            "total": total,
            "count": count,
            "words": words,
            "table": totals_table(words, self.months.words),
            "sum": {
                "name": "合计",
                "count": count,
                "amount": yuan(total),
                "lines": self.months.words,
            },
        }

    def named(self, by, totals):
        """Totals with the words of their keys and the address of the lines behind each."""
        query = self.query()
        return [
            {
                "name": self.name_of(by, key),
                "amount": amount,
                "count": count,
                "query": urlencode(query | self.part(by, key)),
            }
            for key, amount, count in totals
        ]

    def name_of(self, by, key):
        if by == "month":
            return month(key)
        return self.form.names[by].get(key, "（无）")

    def query(self):
        """The filters of the page as the page of lines takes them."""
        names = (LedgerForm.base_fields.keys() | DIMENSIONS.keys()) - {"by"}
        asked = {name: value for name, value in self.request.GET.items() if value and name in names}
        return asked | {name: f"{self.wanted[name]:%Y-%m}" for name in ("since", "until")}

    def part(self, by, key):
        """What narrows the filters to the lines of one total."""
        if by == "month":
            return dict.fromkeys(("since", "until"), f"{key:%Y-%m}")
        return {by: NONE if key in (None, "") else key}

    def as_pdf(self, found):
        every = self.named(self.wanted["by"], found["page"].paginator.object_list)
        rows = [[row["name"], row["count"], yuan(row["amount"])] for row in every]
        rows.append(["合计", found["count"], yuan(found["total"])])

        words = found["words"]
        head = [words, "笔数", "金额（元）"]
        return self.pdf(
            "经费账册", [{"caption": f"按{words}", "head": head, "rows": rows}], "ledger"
        )


class Lines(LedgerPage):
    """The lines behind a total, newest first, page after page at the same cost."""

    template_name = "subsidies/lines.html"
    exports = ("xlsx",)

    def get_form(self):
        return LedgerForm(self.request.GET, user=self.request.user)

    def chosen(self):
        return choose(lines_for(self.request.user), self.wanted)

    def collect(self):
        user = self.request.user
        lines, more = page_of(for_reading(self.chosen()), self.after(), PAGE)
        totals = grouped(user, self.wanted, "account")
        return {
            "lines": lines,
            "table": lines_with_cases(case_numbers(lines, user), handler_names(lines)),
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

    def as_xlsx(self, found):
        file, count = line_sheet(self.chosen(), self.request.user)
        self.log(count)
        return FileResponse(file, as_attachment=True, filename="账册分录.xlsx", content_type=XLSX)


class Publication(LedgerPage):
    """What may be published (Law art. 58): unit, count and amount; no person and no case."""

    template_name = "subsidies/publication.html"
    units_table = named_sums("承办单位", "件（次）数")
    kinds_table = named_sums("支出种类", "笔数")

    def collect(self):
        found = published(self.request.user, self.wanted)
        sums = {"unit_sum": sum_of(found["units"]), "kind_sum": sum_of(found["kinds"])}
        return found | sums

    def as_pdf(self, found):
        units = {
            "caption": "一、按承办单位",
            "head": ["承办单位", "件（次）数", "金额（元）"],
            "rows": with_sum(found["units"]),
        }
        kinds = {
            "caption": "二、按支出种类",
            "head": ["支出种类", "笔数", "金额（元）"],
            "rows": with_sum(found["kinds"]),
        }
        return self.pdf("法律援助经费使用情况公示", [units, kinds], "publication")


def with_sum(rows):
    lines = [[row["name"], row["count"], yuan(row["amount"])] for row in rows]
    count = sum(row["count"] for row in rows)
    amount = sum(row["amount"] for row in rows)
    return [*lines, ["合计", count, yuan(amount)]]


class Tables(LedgerPage):
    """Statistics tables 3 and 4 in 万元 and yuan, with the sums the form checks, and the figures of the annual report."""

    template_name = "subsidies/tables.html"
    table, growth_table = STATUTORY, GROWTH

    def collect(self):
        user, months = self.request.user, self.months
        stations = None if sees_everything(user) else stations_for(user)

        parts = parts_of(months, totals_for(user))
        growth = budget_growth(stations=stations)
        return {
            "tables": [appropriation_table(parts), expense_table(parts)],
            "average": average_subsidy(months, stations=stations),
            "rate": payment_rate(months, stations=stations),
            "growth": growth,
            "four": four_in_place(months.ends.year, stations=stations, growth=growth),
        }

    def as_pdf(self, found):
        tables = [
            {
                "caption": table.title,
                "head": ["项目", "行次", "万元", "元"],
                "rows": [[row.label, row.number, row.wan, yuan(row.yuan)] for row in table.rows],
            }
            for table in found["tables"]
        ]

        checks = [check for table in found["tables"] for check in table.checks]
        missed = "；".join(check.words for check in checks if not check.good)
        note = f"核对：{missed}不符" if missed else "各项合计核对相符。"
        return self.pdf("法律援助经费统计表", tables, "tables", [note])
