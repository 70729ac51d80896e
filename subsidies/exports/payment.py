"""The file a bank takes, in the layout of that bank."""

from legalaid.platform.core.errors import DomainError
from legalaid.platform.office.downloads import XLSX
from legalaid.platform.office.sheets import write_sheet
from subsidies.law import banks

WIDTH = 24


def bank_file(layout, payments):
    """(bytes, file name, content type) for the transfers under way, accounts in full."""
    transfers = [_transfer(serial, row) for serial, row in enumerate(payments, 1)]
    if not transfers:
        raise DomainError("没有等待银行处理的款项。")

    name = f"bank-{layout.key}.{layout.format}"
    if layout.format == "xlsx":
        head = [(heading, WIDTH) for heading, _ in layout.columns]
        rows = ([row[field] for _, field in layout.columns] for row in transfers)
        data, _ = write_sheet("付款", head, rows)
        return data, name, XLSX

    try:
        data = banks.csv_bytes(layout, transfers)
    except banks.BankFileError as error:
        raise DomainError(error.sentences[0]) from None
    return data, name, f"text/csv; charset={layout.encoding.removesuffix('-sig')}"


def _transfer(serial, payment):
    """The fields a layout may name."""
    return {
        "serial": serial,
        "number": payment.transfer,
        "account_name": payment.account_name,
        "account_number": payment.account_number,
        "bank": payment.bank,
        "amount": f"{payment.amount:.2f}",
        "purpose": "法律援助补贴",
    }
