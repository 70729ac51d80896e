"""Files taken in: a bank's return (CSV in UTF-8 or GBK, or XLSX)."""

from legalaid.platform.core.errors import DomainError
from legalaid.platform.office.sheets import first_sheet
from subsidies.law import banks

LARGEST = 5 * 1024 * 1024


def read_return(content):
    """The answers of a return file; DomainError names every row at fault."""
    if len(content) > LARGEST:
        raise DomainError("回单超过5兆，请分开。", field="file")
    try:
        table = _sheet(content) if content.startswith(b"PK") else banks.table_of(content)
        return banks.answers(table)
    except banks.BankFileError as error:
        raise DomainError("".join(error.sentences[:8]), field="file") from None


def _sheet(content):
    rows = first_sheet(content, otherwise="打不开这份Excel文件。")
    return [row for row in rows if any(str(cell).strip() for cell in row)]
