"""URL name -> roles that may open it; walked by tests/cases/test_matrix.py."""

from legalaid.platform.accounts.roles import Role

READERS = {Role.FINANCE, Role.DIRECTOR, Role.BUREAU, Role.SUPERVISOR}
SUBSIDY_READERS = READERS | {Role.REVIEWER}
PAGES = {
    **{f"subsidies:{name}": SUBSIDY_READERS for name in ("batches", "standards", "try")},
    **{f"subsidies:{name}": {Role.FINANCE} for name in ("open_batch", "propose")},
    "subsidies:mine": {Role.HANDLER},
    **{f"subsidies:{name}": READERS for name in ("funds", "proposals", "ledger", "lines", "publication", "tables")},
    **{f"subsidies:enter_{kind}": {Role.FINANCE} for kind in ("appropriation", "expense", "transfer", "overdraft", "year_end")},
}  # fmt: skip
