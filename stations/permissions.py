"""Which accounts whoever manages people may open or reset; the centre's leaders and the administrators are the administrator's business."""

from legalaid.platform.accounts.roles import Role

ORDINARY = (Role.WINDOW, Role.STATION, Role.REVIEWER, Role.SUPERVISOR, Role.FINANCE)
OF_FIRMS = (Role.HANDLER, Role.FIRM)
MANAGES = "people.manage"


def roles_to_give(user):
    """The roles `user` may give to staff."""
    if user.role == Role.ADMIN:
        return [role for role in Role if role not in (*OF_FIRMS, Role.ADMIN)]
    return list(ORDINARY) if user.may(MANAGES) else []


def may_manage(user, person):
    """Why `user` may not invite, reset or deactivate the account `person`; "" when they may."""
    if person.pk == user.pk:
        return "不能对自己的账号办理这一步。"
    if not user.may(MANAGES):
        return "您的岗位不管理人员账号。"
    if user.role == Role.ADMIN or person.role in (*OF_FIRMS, *roles_to_give(user)):
        return ""
    return f"{person.get_role_display()}的账号由系统管理员管理。"


def the_sender(user, slip):
    return "" if _station_id(user) == slip.from_station_id else "此转介单不是您的单位发出的。"


def the_receiver(user, slip):
    """The unit it was sent to; where nobody there has an account, the sender records the answer it got."""
    mine = _station_id(user)
    for_an_absent_one = mine == slip.from_station_id and slip.to_absent
    if mine == slip.to_station_id or for_an_absent_one:
        return ""
    return "此转介单不是发给您的单位的。"


def _station_id(user):
    staff = getattr(user, "staff", None)
    return staff.station_id if staff else None


def one_of_the_two(user, swap):
    """An exchange of duties is between two; nobody else agrees, declines or withdraws."""
    return "" if user.pk in (swap.asker.user_id, swap.other.user_id) else "此换班与您无关。"
