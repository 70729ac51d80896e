"""Bank files out and bank returns in: GBK and UTF-8 and Excel; a wrong return is refused whole, with its reason."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from cases.models import Case, SubsidyPayment
from legalaid.platform.audit.models import Event
from legalaid.platform.core.errors import DomainError
from legalaid.platform.jobs.models import Job
from legalaid.platform.jobs.queue import run
from stations.models import Firm
from subsidies.domain import payment as payments
from subsidies.domain.payment import tell_left
from subsidies.exports.payment import bank_file
from subsidies.imports import read_return
from subsidies.law import banks
from subsidies.models import BankReturn, BankWord, Commitment, Entry, Payment
from subsidies.queries.fund import available

from . import month

D = Decimal
HEAD = "业务编号,户名,金额,处理结果,失败原因,处理日期"


@pytest.fixture
def sent(county):
    """A batch at the bank: two units, 1,400 and 2,800 yuan."""
    batch = month.of_two_units(county)
    month.send(batch, county)
    return batch


def sheet(batch, *changes, head=HEAD, total=None):
    """A return as text: every transfer has arrived; `changes` are {column: cell} for its rows."""
    lines = [head]
    for number, payment in enumerate(batch.payments.order_by("amount")):
        row = {
            "业务编号": payment.number,
            "户名": payment.account_name,
            "金额": f"{payment.amount:.2f}",
            "处理结果": "成功",
        }
        row |= changes[number] if number < len(changes) else {}
        lines.append(",".join(row.get(name, "") for name in HEAD.split(",")))
    return "\r\n".join(lines + ([f"合计,,{total},,,"] if total else [])) + "\r\n"


def book(batch, county, content):
    payments.book_return(
        month.reload(batch),
        by=county.chuna,
        rows=read_return(content),
        content=content,
        name="回单.csv",
    )


def states(batch):
    return list(batch.payments.order_by("amount").values_list("state", flat=True))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
def test_return_is_read_in_either_encoding(encoding):
    content = f'{HEAD}\r\n1-1,清和县律师事务所,"1,400.00",失败,账号户名不符,2026-03-05\r\n合计,,1400,,,\r\n'.encode(
        encoding
    )
    assert [(a.number, a.amount, a.paid, a.reason, str(a.on)) for a in read_return(content)] == [
        ("1-1", D("1400.00"), False, "账号户名不符", "2026-03-05")
    ]


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_lines_of_a_return_may_end_in_any_way(end):
    content = end.join((HEAD, "1-1,甲,1.00,成功,,", "")).encode()
    assert [(a.number, a.amount, a.paid) for a in read_return(content)] == [
        ("1-1", D("1.00"), True)
    ]


def test_return_is_read_from_excel_too():
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book_:
        page = book_.add_worksheet()
        page.write_row(0, 0, ["客户流水号", "交易金额", "交易结果"])
        page.write_row(1, 0, ["1-1", 1400.5, "交易成功"])
    assert [(a.number, a.amount, a.paid) for a in read_return(out.getvalue())] == [
        ("1-1", D("1400.50"), True)
    ]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "文件是空的。"),
        (f"{HEAD}\r\n".encode("utf-16-le"), "不是文本文件，或者编码不是UTF-8、GBK、UTF-16。"),
        (
            "编号,金额,结果\r\n1,2,成功\r\n".encode(),
            "读不出中文表头：编码不是UTF-8、GBK、UTF-16，或者缺少“业务编号”一列。",
        ),
        ("业务编号,摘要\r\n1-1,补贴\r\n".encode("gbk"), "回单缺少列：金额、处理结果。"),
        (b"PK\x03\x04 not a workbook", "打不开这份Excel文件。"),
        (f"{HEAD}\r\n1-1,甲,-1.00,成功,,\r\n".encode(), "第2行：金额“-1.00”不是两位小数的正数。"),
        (f"{HEAD}\r\n1-1,甲,1.005,成功,,\r\n".encode(), "第2行：金额“1.005”不是两位小数的正数。"),
        (f"{HEAD}\r\n1-1,甲,一百,成功,,\r\n".encode(), "第2行：金额“一百”不是数字。"),
        (f"{HEAD}\r\n1-1,甲,1E+30,成功,,\r\n".encode(), "第2行：金额“1E+30”过大。"),
        (f"{HEAD}\r\n1-1,甲,{'9' * 60},成功,,\r\n".encode(), f"第2行：金额“{'9' * 40}”过大。"),
        (
            f"{HEAD}\r\n1-1,甲,1.00,成功,,\r\n合计,,1E+30,,,\r\n".encode(),
            "第3行：金额“1E+30”过大。",
        ),
        (
            f"{HEAD}\r\n1-1,{'甲' * 140_000},1.00,成功,,\r\n".encode(),
            "第2行读不出：一格过长，或者引号没有成对。",
        ),
        (
            f"{HEAD}\r\n1-1,甲,1.00,处理中,,\r\n".encode(),
            "第2行：处理结果“处理中”不认识；弄清它是到账还是退回以后，可以在“银行用语”里登记。",
        ),
        (f"{HEAD}\r\n1-1,甲,1.00,失败,,\r\n".encode(), "第2行：退回没有写原因。"),
        (f"{HEAD}\r\n1-1,甲,1.00,,,\r\n".encode(), "第2行：没有写处理结果（成功或失败）。"),
        (f"{HEAD}\r\n1-1,甲,1.00,成功,,3月5日\r\n".encode(), "第2行：日期“3月5日”不认识。"),
        (
            f"{HEAD}\r\n1-1,甲,1.00,成功,,\r\n合计,,2.00,,,\r\n".encode(),
            "第3行：合计2.00元，各行相加1.00元。",
        ),
    ],
)
def test_return_that_cannot_be_read_says_why(content, why):
    with pytest.raises(DomainError) as refused:
        read_return(content)
    assert refused.value.sentence == why


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        (({}, {"业务编号": "99999-001"}), "没有业务编号99999-001"),
        (({}, {"金额": "2800.01"}), "金额2,800.01元，送出的是2,800.00元"),
        (({}, {"处理日期": "2099-01-01"}), "处理日期2099-01-01晚于今天"),
        (({}, {"处理日期": "2026-01-05"}), "处理日期2026-01-05早于送出日期"),
    ],
)
def test_one_wrong_row_refuses_the_whole_return_and_books_nothing(county, sent, changes, why):
    before = Entry.objects.count(), available(sent.fund)
    with pytest.raises(DomainError, match=why):
        book(sent, county, sheet(sent, *changes).encode())
    assert states(sent) == ["sent", "sent"]
    assert (Entry.objects.count(), available(sent.fund)) == before
    assert (BankReturn.objects.count(), Commitment.objects.get().paid) == (0, 0)


def test_same_transfer_twice_in_one_return_is_refused(county, sent):
    text = sheet(sent)
    with pytest.raises(DomainError, match="重复"):
        book(sent, county, (text + text.splitlines()[1] + "\r\n").encode())
    assert states(sent) == ["sent", "sent"]


def test_failed_transfer_is_sent_again_and_paid_and_nothing_is_answered_twice(county, sent):
    first = sheet(
        sent, {}, {"处理结果": "退回", "失败原因": "账号户名不符"}, total="4200.00"
    ).encode("gbk")
    book(sent, county, first)
    assert states(sent) == ["paid", "failed"]
    assert (month.reload(sent).state, Commitment.objects.get().paid) == ("paying", D("1400.00"))
    with pytest.raises(DomainError, match="已到账，不在等待回单"):
        book(sent, county, sheet(sent).encode())
    firm = Payment.objects.get(state="failed").firm
    Firm.objects.filter(pk=firm.pk).update(account_name="更正后的户名")
    batch = month.reload(sent)
    failed = batch.payments.get(state="failed")
    payments.BATCH.acts["retry"](
        batch, by=county.chuna, payments=[failed.pk], count=1, total=D("2800.00")
    )
    again = Payment.objects.get(firm=firm)
    assert (again.state, again.attempts, again.account_name) == ("sent", 2, "更正后的户名")
    with pytest.raises(DomainError, match="这份回单已经登记过"):
        book(sent, county, first)
    row = f"{HEAD}\r\n{again.transfer},更正后的户名,2800.00,成功,,\r\n".encode()
    book(sent, county, row)
    assert (month.reload(sent).state, states(sent)) == ("paid", ["paid", "paid"])
    assert Entry.objects.filter(kind="payment").count() == 2
    with pytest.raises(DomainError, match="不能办理"):
        book(sent, county, row)


@pytest.mark.parametrize(("key", "encoding"), [("generic", "utf-8-sig"), ("rural", "gbk")])
def test_bank_file_carries_accounts_in_full_in_the_encoding_of_the_bank(sent, key, encoding):
    layout = banks.layouts()[key]
    data, name, _ = bank_file(layout, sent.payments.order_by("amount"))
    rows = [line.split(",") for line in data.decode(encoding).splitlines()]
    fields = [field for _, field in layout.columns]
    assert (name, rows[0]) == (f"bank-{key}.csv", [heading for heading, _ in layout.columns])
    assert [row[fields.index("amount")] for row in rows[1:]] == ["1400.00", "2800.00"]
    assert [row[fields.index("account_number")] for row in rows[1:]] == [
        payment.account_number for payment in sent.payments.order_by("amount")
    ]


def test_bank_file_for_excel_keeps_long_accounts_as_text(sent):
    layout = banks.layouts()["corporate"]
    page = load_workbook(BytesIO(bank_file(layout, sent.payments.order_by("amount"))[0])).active
    rows = list(page.iter_rows(values_only=True))
    at = [field for _, field in layout.columns].index("account_number")
    assert [row[at] for row in rows[1:]] == [
        payment.account_number for payment in sent.payments.order_by("amount")
    ]


def test_name_the_bank_cannot_write_is_refused(county, sent):
    Payment.objects.update(account_name="清和🏛律所")
    with pytest.raises(DomainError, match="不能写成GBK"):
        bank_file(banks.layouts()["rural"], sent.payments.all())


@pytest.mark.parametrize("name", ['=HYPERLINK("http://x","某所")', "+86", "-1", "@x"])
def test_name_that_would_be_a_formula_is_refused(sent, name):
    Payment.objects.filter(amount=D("1400.00")).update(account_name=name)
    with pytest.raises(DomainError, match="会被当作公式，请先更正单位账户"):
        bank_file(banks.layouts()["generic"], sent.payments.all())


def test_page_gives_the_file_and_takes_the_return_of_whoever_may_pay(county, sent, sign_in):
    address = reverse("subsidies:bank_file", args=[sent.pk])
    assert (
        sign_in(county.caiwu).post(address, {"layout": "rural"}).status_code == 403
    )  # prepared it
    client = sign_in(county.chuna)
    answer = client.post(address, {"layout": "rural"})
    assert (answer["Content-Type"], Payment.objects.first().account_number in answer.content.decode("gbk")) == (
        "text/csv; charset=gbk", True,
    )  # fmt: skip
    assert Event.objects.filter(verb="file.download", subject_id=sent.pk).count() == 1
    page = f"{sent.get_absolute_url()}book_return/"
    wrong = SimpleUploadedFile("回单.csv", sheet(sent, {"金额": "1"}).encode("gbk"))
    refused = client.post(page, {"file": wrong})
    assert (refused.status_code, "送出的是1,400.00元" in refused.content.decode()) == (422, True)
    right = SimpleUploadedFile("回单.csv", sheet(sent).encode("gbk"))
    assert client.post(page, {"file": right}).status_code == 302
    assert (month.reload(sent).state, BankReturn.objects.get().paid) == ("paid", 2)


def test_case_that_refuses_its_payment_keeps_no_other_waiting_and_is_tried_again(
    county, sent, sign_in
):
    """One case's last step stands in the future, as after a wrong clock: the money is booked, the others are told, the page says why."""
    odd, *others = [row.case for row in sent.calculations.order_by("pk").select_related("case")]
    Case.objects.filter(pk=odd.pk).update(changed_at=timezone.now() + timedelta(days=1))
    book(sent, county, sheet(sent).encode())
    assert (
        month.reload(sent).state,
        states(sent),
        Entry.objects.filter(kind="payment").count(),
    ) == ("paid", ["paid", "paid"], 2)
    assert set(SubsidyPayment.objects.values_list("case", flat=True)) == {
        case.pk for case in others
    }
    why = "办理时间早于此案上一步的时间，请核对。"
    address = sent.get_absolute_url()
    for _ in "ab":  # by the job of the return, then by the one of the night
        job = Job.objects.filter(kind="tell_cases").first()
        run(job.pk)
        job.refresh_from_db()
        assert job.result == {"count": 0, "refused": [[sent.calculations.get(case=odd).pk, why]]}
        page = sign_in(county.chuna).get(address).content.decode()
        assert ("还有1件没有记入案件" in page, f"{odd.number}</a>：{why}" in page) == (True, True)
        assert tell_left() == 1
    assert Event.objects.filter(verb="case.record_payment", subject_id=odd.pk).count() == 0
    Case.objects.filter(pk=odd.pk).update(changed_at=timezone.now())
    run(Job.objects.filter(kind="tell_cases").first().pk)
    assert SubsidyPayment.objects.get(case=odd).amount == D("1400.00")
    assert ("没有记" in sign_in(county.chuna).get(address).content.decode(), tell_left()) == (
        False,
        0,
    )


def upload(client, sent, content):
    page = reverse("subsidies:book_return", args=[sent.pk])
    file = SimpleUploadedFile("回单.csv", content)
    return client.post(page, {"file": file, "seen": month.reload(sent).version})


def test_word_nobody_knows_is_named_and_learnt_once(sent, county, sign_in):
    client, words = sign_in(county.chuna), reverse("subsidies:bank_words")
    content = sheet(sent, {"处理结果": "已清算"}).encode()
    page = upload(client, sent, content)
    assert page.status_code == 422
    assert "第2行：处理结果“已清算”不认识" in page.content.decode()

    assert client.post(words, {"word": "已清算（0000）", "paid": "True"}).status_code == 302
    again = client.post(words, {"word": "已清算", "paid": "False"})
    assert (again.status_code, "“已清算”已经登记过。" in again.content.decode()) == (422, True)
    assert upload(client, sent, content).status_code == 302
    assert month.reload(sent).payments.filter(state="paid").count() == 2

    row = BankWord.objects.get()
    assert client.post(reverse("subsidies:bank_word_drop", args=[row.pk])).status_code == 302
    verbs = (
        Event.objects.filter(verb__startswith="bank.")
        .order_by("seq")
        .values_list("verb", flat=True)
    )
    assert list(verbs) == ["bank.word_learnt", "bank.word_dropped"]


def test_meanings_of_a_word_are_two_and_neither_is_ticked(county, sign_in):
    page = sign_in(county.chuna).get(reverse("subsidies:bank_words")).context["form"]["paid"]
    told = [(tag.choice_label, tag.data["selected"]) for tag in page.subwidgets]
    assert told == [("已到账", False), ("退回", False)]


@pytest.mark.parametrize(("word", "said"), [("入账成功", "已到账"), ("退 票", "退回")])
def test_word_that_is_known_cannot_be_given_another_meaning(county, sign_in, word, said):
    answer = sign_in(county.chuna).post(
        reverse("subsidies:bank_words"), {"word": word, "paid": "False"}
    )
    assert answer.status_code == 422
    assert f"系统已经认识：{said}。" in answer.content.decode()
