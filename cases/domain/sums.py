"""The sums kept beside the rows, counted anew every night (decision 43)."""

from legalaid.platform.accounts.queries import people_of
from legalaid.platform.accounts.roles import Role
from legalaid.platform.notifications.send import notify_all
from legalaid.platform.procedure import deadlines

from . import counted


def check(day):
    """Sets right the sums that are not those of their rows, and tells the administrators; returns how many there were."""
    wrong = counted.add_up() + deadlines.add_up()
    if wrong:
        text = f"夜间核对：各月合计有{wrong}项与案件不符，已按案件重新计算。看板此前的数字可能有误；如再次出现，请联系维护人员。"
        people = people_of(Role.ADMIN)
        notify_all(people, about=f"sums:{day}", kind="sums", text=text)
    return wrong
