from .fund import Allotment, Fund, YearEnd
from .ledger import Commitment, Entry, EntryLine, MonthTotal

__all__ = ["Allotment", "Commitment", "Entry", "EntryLine", "Fund", "MonthTotal", "YearEnd"]
