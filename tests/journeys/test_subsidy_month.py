"""A month's subsidies through four people and the bank: one transfer comes back and is paid again; the report's figures come out of the ledger."""

import json
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from cases.models import Case
from cases.queries.sevenones import seven_ones_of
from legalaid.platform.documents.models import Paper
from legalaid.platform.jobs.queue import held
from stations.models import Handler
from subsidies.models import Batch, Commitment, EntryLine, Payment
from subsidies.queries.fund import available
from tests.subsidies import month

D = Decimal
YEAR = timezone.localdate().year


def step(one, batch, *labels):
    """Opens the batch and follows its button, then the form's."""
    one.go(batch.get_absolute_url())
    for label in labels:
        one.page.locator(f"main a:text-is('{label}'), main button:text-is('{label}')").first.click()
        one.page.wait_for_load_state()


def returned(batch, *, encoding, fail=""):
    """What the bank answers to the transfers under way."""
    lines = ["业务编号,户名,金额,处理结果,失败原因"]
    sent = list(batch.payments.filter(state="sent").select_related("firm"))
    for payment in sent:
        result = "失败,账号户名不符" if payment.firm.name == fail else "成功,"
        lines.append(f"{payment.transfer},{payment.account_name},{payment.amount},{result}")
    lines.append(f"合计,,{sum(payment.amount for payment in sent)},,")
    return {
        "name": "回单.csv",
        "mimeType": "text/csv",
        "buffer": "\r\n".join(lines).encode(encoding),
    }


def upload(cashier, batch, file):
    cashier.go(f"{batch.get_absolute_url()}book_return/")
    cashier.page.set_input_files("#id_file", file)
    cashier.press("登记银行回单")


@pytest.fixture
def owed(people):
    """Two graded cases of two units, a standard, and the budgets of two years."""
    month.standard(people)
    month.fund(people, "800000", YEAR - 1)
    money = month.fund(people)
    with held():  # the worker has the batch to compute, not the papers of the way there to print
        case = month.finished(people)[0]
        second = month.copies(case, 1)[0]
    other = Handler.objects.filter(kind="lawyer").exclude(firm=case.handler.firm).first()
    Case.objects.filter(pk=second.pk).update(handler=other, grade="excellent")
    Case.objects.update(closure_reviewed_at=timezone.now())
    return money, case, other


@pytest.mark.django_db(transaction=True)
def test_month_is_paid_by_four_people_and_the_report_reads_the_ledger(people, worker, seat, owed):
    money, case, other = owed
    clerk = seat("caiwu")
    clerk.go("/subsidies/batches/")
    clerk.press("新建一批")
    clerk.page.fill("#id_last_day", str(timezone.localdate()))
    clerk.page.select_option("#id_fund", str(money.pk))
    clerk.press("保存")
    batch = Batch.objects.get()
    for _ in range(1500):
        if "正在核算" not in clerk.page.inner_text("main"):
            break
        clerk.page.wait_for_timeout(100)
        clerk.go(batch.get_absolute_url())
    assert "2件 2,920.00元（贰仟玖佰贰拾元整）" in clerk.page.inner_text(".next")
    clerk.shot("batch_prepared")
    step(clerk, batch, "初审核定", "初审核定")
    assert clerk.page.locator("a:text-is('复审')").count() == 0

    step(seat("shencha"), batch, "复审", "复审")
    bureau = seat("sifaju", phone=True)
    step(bureau, batch, "审批", "审批")
    assert "可用余额997,080.00元" in bureau.page.inner_text(".next")

    cashier = seat("chuna")
    step(cashier, batch, "送银行支付", "送银行支付")
    cashier.page.select_option("#layout", "rural")
    with cashier.page.expect_download() as download:
        cashier.press("下载银行文件")
    rows = download.value.path().read_bytes().decode("gbk").splitlines()
    assert [row.split(",")[3] for row in rows[1:]] == [
        str(p.amount) for p in Payment.objects.order_by("number")
    ]
    first = returned(batch, encoding="gbk", fail=other.firm.name)
    upload(cashier, batch, first)
    cashier.page.wait_for_selector("text=账号户名不符")
    cashier.shot("batch_returned")
    upload(cashier, batch, first)
    assert "这份回单已经登记过" in cashier.page.inner_text("main")
    assert EntryLine.objects.filter(account="case").count() == 1
    step(cashier, batch, "退回后重付")
    assert "本次付款：1笔，1,520.00元" in cashier.page.inner_text("main")
    cashier.press("退回后重付")
    upload(cashier, batch, returned(batch, encoding="utf-8"))
    batch.refresh_from_db()
    assert (batch.state, Commitment.objects.get().outstanding) == ("paid", 0)
    step(cashier, batch, "登记收款收据")
    cashier.page.fill(f"#id_receipt_{Payment.objects.get(firm=other.firm).pk}", "00123456")
    cashier.press("登记收款收据")

    director = seat("zhuren")
    step(director, batch, "公示")
    director.page.fill("#id_until", str(timezone.localdate() + timedelta(days=6)))
    director.page.click("main button:text-is('公示')")
    director.page.wait_for_load_state()
    director.shot("batch_published")
    assert_ledger(money, case)
    assert_publication(batch, case)

    lawyer = seat("lvshi", phone=True)
    lawyer.go("/subsidies/mine/")
    assert "1,400.00元" in lawyer.page.inner_text("section:has(h2:text-is('已到账'))")
    lawyer.press("打印年度对账单")
    paper = Paper.objects.get(kind="subsidy_statement")
    assert (paper.facts["total"], [row["subject"] for row in paper.facts["lines"]]) == (
        "1,400.00",
        [case.number],
    )

    clerk.go("/subsidies/tables/")
    figures = clerk.page.inner_text("main")
    for words in ("1,460.00元（2件，2,920.00元）", "100.0%（结案审查通过2件，已发2件）", "25.0%"):
        assert words in figures
    clerk.shot("subsidy_figures")
    director.go(f"/statistics/report/{YEAR}/")
    director.page.fill("#id_subsidy_standard", "1400元")
    director.press("保存并更新文字")
    report = director.page.inner_text("article.report")
    assert "案均补贴1,460.00元，达到省定1,400.00元的标准" in report
    assert "办案补贴发放率100.0%" in report
    assert f"{YEAR}年同级财政安排法律援助经费100.00万元" in report
    assert "“四落实”：机构：" in report


def assert_ledger(money, case):
    lines = EntryLine.objects.filter(account="case")
    assert sorted(line.amount for line in lines) == [D("1400.00"), D("1520.00")]
    assert available(money) == D("997080.00")
    assert next(
        one for one in seven_ones_of(Case.objects.get(pk=case.pk)) if one.key == "subsidy"
    ).done
    assert lines.get(case=case).handler == case.handler


def assert_publication(batch, case):
    text = json.dumps(
        Paper.objects.get(kind="subsidy_publication", subject_id=batch.pk).facts, ensure_ascii=False
    )
    secrets = {case.applicant.name, case.applicant.id_number, case.applicant.phone, case.handler.user.phone, *(
        payment.account_number for payment in batch.payments.all()
    )}  # fmt: skip
    assert (case.number in text, {secret for secret in secrets if secret and secret in text}) == (
        True,
        set(),
    )
