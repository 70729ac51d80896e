"""URL name -> roles that may open it; walked by tests/cases/test_matrix.py."""

from legalaid.platform.accounts.roles import Role

READERS = {Role.FINANCE, Role.DIRECTOR, Role.BUREAU, Role.SUPERVISOR}
PAGES = {
    **{f"subsidies:{name}": READERS for name in ("funds", "proposals", "ledger", "lines", "publication", "tables")},
    **{f"subsidies:enter_{kind}": {Role.FINANCE} for kind in ("appropriation", "expense", "transfer", "overdraft", "year_end")},
}  # fmt: skip
