from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django import forms
from django.core.management import call_command
from django.db import connection, transaction

from cases.models import Person
from legalaid.platform.core import container, crypto, keys
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.identifiers import IdKind, check_licence, check_uscc, read_id
from legalaid.platform.core.money import capitals, percent, table_in_wan, wan, yuan
from legalaid.platform.core.numbering import next_number
from legalaid.platform.core.readings import begins, is_said, pinyin
from legalaid.platform.core.text import mask_id, mask_phone
from legalaid.platform.core.words import numeral
from legalaid.platform.jobs.kinds import KINDS
from legalaid.platform.jobs.models import Job
from legalaid.platform.jobs.queue import HANDLERS, enqueue, job, run, sweep
from legalaid.platform.office.forms import OfficeForm
from tests.factories import new_case


@pytest.mark.parametrize(
    ("text", "birth", "sex"),
    [
        ("11010519491231002X", date(1949, 12, 31), "F"),
        ("11010519491231002x", date(1949, 12, 31), "F"),
        ("１１０１０５１９４９１２３１００２Ｘ", date(1949, 12, 31), "F"),
        ("440524188001010014", date(1880, 1, 1), "M"),
        ("110105491231002", date(1949, 12, 31), "F"),
    ],
)  # fmt: skip
def test_resident_number_says_birth_and_sex(text, birth, sex):
    found = read_id(IdKind.RESIDENT, text)
    assert (found.birth, found.sex, len(found.number)) == (birth, sex, 18)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (IdKind.RESIDENT, "110105194912310021"),
        (IdKind.RESIDENT, "110105194913310021"),
        (IdKind.RESIDENT, "11010520991231002X"),
        (IdKind.RESIDENT, "1101051949"),
        (IdKind.RESIDENT, ""),
        (IdKind.HMT, "11010519491231002X"),
        (IdKind.PASSPORT, "E1"),
    ],
)  # fmt: skip
def test_wrong_document_number_is_refused_beside_its_field(kind, text):
    with pytest.raises(DomainError) as refused:
        read_id(kind, text)
    assert refused.value.field == "id_number"


def test_passport_and_no_document_say_nothing_of_their_holder():
    assert read_id(IdKind.PASSPORT, "E12345678").number == "E12345678"
    assert read_id(IdKind.NONE, "").birth is None


def test_credit_code_and_licence():
    assert check_uscc("91350100M000100Y43") == "91350100M000100Y43"
    assert check_uscc("31430524MD01234563") == "31430524MD01234563"
    with pytest.raises(DomainError):
        check_uscc("91350100M000100Y44")
    assert check_licence("19999201510123456").year == 2015
    with pytest.raises(DomainError, match="现为16位"):
        check_licence("1999920151012345")


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("0", "零元整"), ("0.05", "伍分"), ("0.50", "伍角整"), ("10", "壹拾元整"), ("1005.06", "壹仟零伍元零陆分"), ("100000", "壹拾万元整"),
        ("1234.50", "壹仟贰佰叁拾肆元伍角整"), ("10000001", "壹仟万零壹元整"), ("3100004609.62", "叁拾壹亿零肆仟陆佰零玖元陆角贰分"),
        ("100000000", "壹亿元整"), ("20300", "贰万零叁佰元整"),
    ],
)  # fmt: skip
def test_amount_in_capitals(amount, text):
    assert capitals(Decimal(amount)) == text


def test_money_is_rounded_half_up():
    assert [yuan("0.125"), yuan("1234.5"), yuan("-0.125")] == ["0.13", "1,234.50", "-0.13"]
    assert [str(wan(amount)) for amount in ("0.50", "1.49", "2.50")] == [
        "0.0001",
        "0.0001",
        "0.0003",
    ]
    assert [str(wan(amount, 2)) for amount in ("150", "250", "249.99")] == ["0.02", "0.03", "0.02"]


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [(0, 0, "None"), (1, 8, "12.5"), (0, 9, "0.0"), (9, 9, "100.0"), (9999, 10_000, "99.9"), (1, 10_000, "0.1"), (1, 16, "6.3")],
)  # fmt: skip
def test_percent_says_all_and_nothing_only_of_all_and_of_nothing(part, whole, shown):
    assert str(percent(part, whole)) == shown


def in_wan(sums, **amounts):
    printed = table_in_wan({key: Decimal(amount) for key, amount in amounts.items()}, sums)
    return {key: str(number) for key, number in printed.items()}


def test_sum_is_printed_as_the_sum_of_its_printed_parts():
    sums = [("all", ("spent", "c")), ("spent", ("a", "b"))]
    assert in_wan(sums, all="1.50", spent="1.00", a="0.50", b="0.50", c="0.50") == {
        "all": "0.0003", "spent": "0.0002", "a": "0.0001", "b": "0.0001", "c": "0.0001",
    }  # fmt: skip


def test_second_division_of_a_sum_is_fitted_where_it_was_rounded_the_furthest():
    sums = [("all", ("a", "b")), ("all", ("x", "y", "z", "none"))]
    amounts = {"all": "3.00", "a": "1.50", "b": "1.50", "x": "1.30", "y": "1.45", "z": "0.25"}
    assert in_wan(sums, **amounts, none="0") == {
        "all": "0.0004", "a": "0.0002", "b": "0.0002", "x": "0.0002", "y": "0.0002", "z": "0.0000", "none": "0.0000",
    }  # fmt: skip
    amounts |= {"a": "1.40", "b": "1.60", "x": "0.60", "y": "1.50", "z": "0.90"}
    assert in_wan(sums, **amounts, none="0") == {
        "all": "0.0003", "a": "0.0001", "b": "0.0002", "x": "0.0001", "y": "0.0001", "z": "0.0001", "none": "0.0000",
    }  # fmt: skip


def test_sum_the_books_do_not_make_is_not_made_in_print():
    assert in_wan([("all", ("a", "b"))], all="3.00", a="1.00", b="1.00") == {
        "all": "0.0003", "a": "0.0001", "b": "0.0001",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "零"), (3, "三"), (10, "十"), (15, "十五"), (20, "二十"), (24, "二十四"), (60, "六十"), (100, "一百"), (105, "一百零五"),
        (110, "一百一十"), (180, "一百八十"),
    ],
)  # fmt: skip
def test_number_as_a_letter_writes_it(number, text):
    assert numeral(number) == text


def test_names_are_found_by_every_reading_of_the_surname():
    assert pinyin("曾国强") == "zengguoqiang"
    for name, typed in (
        ("李国强", "lgq"),
        ("单晓明", "sxm"),
        ("单晓明", "dxm"),
        ("任长霞", "rcx"),
        ("任长霞", "renzhangxia"),
        ("翟", "di"),
    ):
        assert (begins(name, typed[:-1]), begins(name, typed), is_said(name, typed)) == (
            True,
            True,
            True,
        ), typed
    assert (begins("王强", "yq"), is_said("任长霞", "rc"), begins("任长霞", "rcxx")) == (
        False,
        False,
        False,
    )
    assert (mask_id("11010519491231002X"), mask_phone("13800138000")) == (
        "110***************",
        "138****8000",
    )


def test_sealed_text_opens_only_where_it_was_sealed():
    token = crypto.seal("13800138000", "case.Person.phone")
    assert crypto.unseal(token, "case.Person.phone") == "13800138000"
    for wrong in (token[:-4] + "AAAA", token.replace("1$1$", "1$9$")):
        with pytest.raises(crypto.Unreadable):
            crypto.unseal(wrong, "case.Person.phone")
    with pytest.raises(crypto.Unreadable):
        crypto.unseal(token, "case.Person.address")


def test_rotation_re_encrypts_every_field_with_the_new_key(county, settings, tmp_path):
    case = new_case(county)
    path = tmp_path / "keys.json"
    import dataclasses
    import json

    old = settings.KEYS
    stored = {
        "secret_key": old.secret_key,
        "data": {str(v): k.hex() for v, k in old.data.items()},
        "index": old.index.hex(),
    }
    path.write_text(json.dumps(stored | {"audit": old.audit.hex()}))
    version = keys.add_data_key(path)
    fresh = {int(v): bytes.fromhex(k) for v, k in json.loads(path.read_text())["data"].items()}
    settings.KEYS = dataclasses.replace(old, data=fresh)
    call_command("rotate_keys", "--no-new-key")
    with connection.cursor() as cursor:
        cursor.execute("SELECT id_number FROM cases_person WHERE id = %s", [case.applicant_id])
        assert cursor.fetchone()[0].startswith(f"1${version}$")
    assert Person.objects.get(pk=case.applicant_id).phone == "13800138000"
    settings.KEYS = old
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM cases_person WHERE id_number LIKE %s", ["1$1$%"])
        assert cursor.fetchone()[0] == 0


def test_process_that_runs_reads_what_is_sealed_by_a_key_added_since(settings, tmp_path):
    path = tmp_path / "keys.json"
    running, rotating = (keys.load_keys(path, lambda name, default: default) for _ in range(2))
    crypto._cipher.cache_clear()  # of version 2 there is another in each test
    settings.KEYS = rotating
    rotating.of(keys.add_data_key(path))
    token = crypto.seal("13800138000", "x")
    sealed = b"".join(container.sealed([b"scan"], rotating, "x"))

    crypto._cipher.cache_clear()
    settings.KEYS = running
    assert (running.current, crypto.unseal(token, "x"), running.current) == (1, "13800138000", 2)
    again = keys.load_keys(path, lambda name, default: default)
    del again.data[2]
    assert container.Opened(BytesIO(sealed), again, "x").read() == b"scan"
    crypto._cipher.cache_clear()


def test_key_the_environment_does_not_give_is_not_looked_for(tmp_path):
    given = {"DATA_KEYS": f"1:{'11' * 32}"}
    ring = keys.load_keys(tmp_path / "keys.json", lambda name, default: given.get(name, default))
    keys.add_data_key(tmp_path / "keys.json")
    with pytest.raises(KeyError):
        ring.of(2)


def test_numbers_have_no_gap_when_a_transaction_rolls_back(db):
    assert next_number("s", 2026) == 1
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        assert next_number("s", 2026) == 2
        raise ZeroDivisionError
    assert (next_number("s", 2026), next_number("s", 2027)) == (2, 1)


@pytest.fixture
def counted():
    calls = []
    job("counted", "数数")(lambda job, *, n: calls.append(n))
    yield calls
    del HANDLERS["counted"], KINDS["counted"]


def test_job_runs_once_whoever_is_told_of_it(db, counted):
    row = enqueue("counted", n=7)
    run(row.pk)
    run(row.pk)
    row.refresh_from_db()
    assert (counted, row.state, row.attempts) == ([7], Job.State.DONE, 1)


def test_job_of_a_dead_worker_is_queued_again_nine_times_then_given_up(db, counted):
    from datetime import timedelta

    from django.utils import timezone

    long_ago = timezone.now() - timedelta(hours=1)
    row = enqueue("counted", n=1)
    for attempts, state in ((9, Job.State.QUEUED), (10, Job.State.FAILED)):
        Job.objects.filter(pk=row.pk).update(
            state=Job.State.RUNNING, heartbeat_at=long_ago, attempts=attempts
        )
        sweep()
        row.refresh_from_db()
        assert row.state == state


def test_select_says_labels_and_marks_as_text():
    nasty = '"><script>x</script>'
    drawn = forms.Select(
        attrs={"title": nasty, "required": True, "disabled": False},
        choices=[("", nasty), (nasty, "甲"), ("组", [("b", "乙")])],
    )
    found = drawn.render("name", "b")
    assert "<script>" not in found
    assert found.count("&lt;script&gt;") == 3
    assert " required" in found
    assert "disabled" not in found
    assert '<option value="b" selected>乙</option>' in found
    assert '<optgroup label="组">' in found
    several = forms.SelectMultiple(choices=[("a", "甲"), ("b", "乙")]).render("name", ["a", "b"])
    assert several.count(" selected>") == 2
    assert '<select name="name" multiple>' in several


class Asked(OfficeForm):
    words = forms.CharField()
    one = forms.ChoiceField(choices=[("", "请选择"), ("a", "甲")])
    several = forms.MultipleChoiceField(choices=[("a", "甲")], widget=forms.CheckboxSelectMultiple)
    agreed = forms.BooleanField()
    file = forms.FileField()
    own = forms.ChoiceField(choices=[("a", "甲")], error_messages={"required": "请选择退回原因。"})


def test_what_is_left_empty_asks_to_write_choose_tick_or_pick_a_file():
    assert {name: words for name, (words,) in Asked({}).errors.items()} == {
        "words": "请填写这一项。", "one": "请选择。", "several": "请选择。", "agreed": "请勾选这一项。", "file": "请选择文件。",
        "own": "请选择退回原因。",
    }  # fmt: skip
