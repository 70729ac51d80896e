"""URL name -> roles that may open it; walked by tests/cases/test_matrix.py."""

from legalaid.platform.accounts.roles import Role

NETWORK = {*Role} - {Role.HANDLER}
MANAGERS = {Role.DIRECTOR, Role.ADMIN}
BOARD = NETWORK - {Role.ADMIN}
SLIPS = {Role.WINDOW, Role.STATION, Role.REVIEWER, Role.DIRECTOR}
PAGES = {
    **dict.fromkeys(("stations:referrals", "stations:referral_new", "stations:referral_rates"), SLIPS),
    "cases:board": BOARD, "cases:board_paper": BOARD,
    "stations:tree": NETWORK, "stations:station_names": NETWORK, "stations:station_new": MANAGERS,
    "stations:staff_list": NETWORK, "stations:staff_new": MANAGERS, "stations:handler_list": NETWORK, "stations:handler_new": MANAGERS,
    "stations:station_import": MANAGERS, "stations:staff_import": MANAGERS, "stations:handler_import": MANAGERS,
    "stations:licence_hint": MANAGERS, "stations:firm_list": NETWORK, "stations:firm_new": MANAGERS,
}  # fmt: skip
