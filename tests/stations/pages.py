"""URL name -> roles that may open it; walked by tests/cases/test_matrix.py."""

from legalaid.platform.accounts.roles import Role

NETWORK = {*Role} - {Role.HANDLER}
MANAGERS = {Role.DIRECTOR, Role.ADMIN}
BOARD = NETWORK - {Role.ADMIN}
SLIPS = {Role.WINDOW, Role.STATION, Role.REVIEWER, Role.DIRECTOR}
PAGES = {
    **dict.fromkeys(("stations:referrals", "stations:referral_new", "stations:referral_rates"), SLIPS),
    "board:board": BOARD, "board:paper": BOARD,
    "stations:tree": NETWORK, "stations:station_names": NETWORK, "stations:unit_names": {*Role}, "stations:station_new": MANAGERS,
    "stations:staff_list": NETWORK, "stations:staff_new": MANAGERS, "stations:handler_list": NETWORK, "stations:handler_new": MANAGERS,
    "stations:station_import": MANAGERS, "stations:staff_import": MANAGERS, "stations:handler_import": MANAGERS,
    "stations:licence_hint": MANAGERS, "stations:firm_list": NETWORK, "stations:firm_new": MANAGERS,
}  # fmt: skip

DAILY = {*Role} - {Role.ADMIN}
OFFICE = DAILY - {Role.HANDLER}
TRAINERS = {Role.DIRECTOR, Role.REVIEWER}
RECORDERS = {Role.WINDOW, Role.STATION, Role.REVIEWER, Role.DIRECTOR}
PAGES |= {
    "stations:roster": DAILY, "stations:planned_names": DAILY, "stations:roster_swaps": DAILY, "stations:duty_mine": {Role.HANDLER},
    "stations:roster_posts": {Role.DIRECTOR}, "stations:roster_post_new": {Role.DIRECTOR},
    "stations:training": DAILY, "stations:training_people": TRAINERS | {Role.BUREAU}, "stations:training_goal": TRAINERS,
    "stations:training_course_new": TRAINERS, "stations:outreach": OFFICE, "stations:outreach_chart": OFFICE,
    "stations:outreach_plan": OFFICE, "stations:outreach_new": RECORDERS, "stations:outreach_goal": {Role.DIRECTOR},
    "stations:outreach_tag_new": {Role.DIRECTOR},
}  # fmt: skip
