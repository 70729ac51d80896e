from .fund import Allotment, Fund, YearEnd
from .ledger import Commitment, Entry, EntryLine, MonthTotal
from .proposal import Proposal

__all__ = ["Allotment", "Commitment", "Entry", "EntryLine", "Fund", "MonthTotal", "Proposal", "YearEnd"]
