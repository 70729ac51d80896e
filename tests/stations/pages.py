"""URL name -> roles that may open it; walked by tests/cases/test_matrix.py."""

from legalaid.platform.accounts.roles import Role

NETWORK = {*Role} - {Role.HANDLER}
MANAGERS = {Role.DIRECTOR, Role.ADMIN}
PAGES = {
    "stations:tree": NETWORK, "stations:station_names": NETWORK, "stations:station_new": MANAGERS,
}  # fmt: skip
