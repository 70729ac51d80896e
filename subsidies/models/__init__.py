from .batch import Batch
from .calculation import Adjustment, Calculation, Claim
from .fund import Allotment, Fund, YearEnd
from .ledger import Commitment, Entry, EntryLine, MonthTotal, YearTotal
from .payment import BankReturn, BankWord, Payment
from .proposal import Proposal
from .share import Share
from .standard import Standard, StandardRate

__all__ = [
    "Adjustment",
    "Allotment",
    "BankReturn",
    "BankWord",
    "Batch",
    "Calculation",
    "Claim",
    "Commitment",
    "Entry",
    "EntryLine",
    "Fund",
    "MonthTotal",
    "Payment",
    "Proposal",
    "Share",
    "Standard",
    "StandardRate",
    "YearEnd",
    "YearTotal",
]
