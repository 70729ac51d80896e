"""Files taken in: a bank's return (text in UTF-8, GBK or UTF-16, or a workbook)."""

from legalaid.platform.core.errors import DomainError
from legalaid.platform.office.sheets import OLDER, first_sheet
from subsidies.law import returns
from subsidies.law.banks import BankFileError

LARGEST = 5 * 1024 * 1024


def read_return(content, learnt=None):
    """The answers of a return file; `learnt`: {word of a bank: whether it is paid}. DomainError names every row at fault."""
    if len(content) > LARGEST:
        raise DomainError("回单超过5兆，请分开。", field="file")
    try:
        is_book = content.startswith((b"PK", OLDER))
        table = _sheet(content) if is_book else returns.table_of(content)
        return returns.answers(table, learnt)
    except BankFileError as error:
        raise DomainError("".join(error.sentences[:8]), field="file") from None


def _sheet(content):
    rows = enumerate(first_sheet(content, otherwise="打不开这份Excel文件。"), 1)
    return [(line, row) for line, row in rows if any(str(cell).strip() for cell in row)]
