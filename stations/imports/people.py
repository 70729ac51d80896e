"""Who a row of people is of: somebody known, perhaps somebody known, or somebody new. A login name met again never says who somebody is."""

from legalaid.platform.accounts.names import login_name, proposed_login
from legalaid.platform.core.names import name_key
from legalaid.platform.core.phones import read_phone
from legalaid.platform.office.cells import plain
from legalaid.platform.office.judged import ASKED, FAULTY, LEFT, SAME, Fault
from stations.forms.staff import is_taken

from .rows import judge

SAME_PERSON, OTHER_PERSON, LEAVE_OUT = "same", "new", "left"


class People:
    """Those within reach, and those whom the rows above have added: `rows` of staff or of handlers."""

    def __init__(self, rows):
        self.by_login, self.by_name = {}, {}
        self.lines, self.given = {}, {}  # {key of a person: the row}, {cells: the row}
        for row in rows:
            self.add(row)

    def add(self, row, number=None):
        self.by_login[row.user.username] = row
        self.by_name.setdefault(name_key(row.user.name), {})[row.pk] = row
        if number:
            self.lines[row.pk] = number

    def certain(self, cells):
        """The one whose login name, name and station (or telephone) the row gives; None otherwise."""
        row = self.by_login.get(login_name(cells.get("username", "")))
        if row and name_key(row.user.name) == name_key(cells.get("name", "")):
            return row if self.shares(row, cells) else None
        return None

    def likely(self, cells):
        """(the one whom a row may be of, why)."""
        login, name = login_name(cells.get("username", "")), name_key(cells.get("name", ""))
        if row := self.by_login.get(login):
            return row, "登录名相同"
        for row in self.by_name.get(name, {}).values():
            licence = plain(cells.get("licence", ""))
            if licence and licence == getattr(row, "licence", ""):
                return row, "姓名、执业证号相同"
            if self.shares(row, cells, firmly=True):
                return row, "姓名相同，站点或电话相同"
        return None, ""

    def shares(self, row, cells, *, firmly=False):
        """Whether the station or the telephone is the same; where the row gives no station, `firmly` says no."""
        station, phone = (
            plain(cells.get("station", "")),
            read_phone(cells.get("phone") or cells.get("mobile") or "").text,
        )
        own = getattr(row, "mobile", "") or row.user.phone
        if phone and phone == own:
            return True
        firm = plain(cells.get("firm", ""))
        if firm and hasattr(row, "firm"):
            return firm == plain(row.firm.name)
        return plain(row.station.name).endswith(station) if station else not firmly


def judge_person(row, cells, headings, people, answers, *, form_of, save):
    """Judges one row; `form_of(instance, data)`."""
    answer, given = answers.get(f"row-{row.number}", ""), tuple(cells.items())
    if given in people.given:
        row.outcome, row.notes = SAME, [f"与第{people.given[given]}行相同"]
        return None
    people.given[given] = row.number

    known = people.certain(cells)
    if known and known.pk in people.lines:
        judge(lambda data: form_of(known, data), cells, headings, row, save=lambda form: None)
        return _doubled(row, people.lines[known.pk])

    instance, cells = known, dict(cells)
    if known is None:
        instance = _asked(row, cells, people, answer)
        if row.outcome == LEFT:
            return None
    _propose(row, cells, instance)

    made = judge(
        lambda data: form_of(instance, data), cells, headings, row, save=_saver(save, row, answer)
    )
    if row.like and not answer and row.outcome != FAULTY:
        row.outcome = ASKED
    if made and row.outcome != ASKED:
        people.add(made, row.number)
    return made


def _saver(save, row, answer):
    """Saves, but for a row whose question is still open."""
    return (lambda form: None) if row.like and not answer else save


def _doubled(row, number):
    """The same person again: what says the same is passed over, what says something else is a fault."""
    if row.changes:
        said = f"与第{number}行是同一个人，内容不同（{'；'.join(row.changes)}）"
        row.faults.append(Fault("姓名", row.title, said))
        row.outcome, row.changes = FAULTY, []
    elif not row.faults:
        row.outcome, row.notes = SAME, [f"与第{number}行相同"]


def _asked(row, cells, people, answer):
    """Asks where the row may be of somebody known; the row to be changed where it is said to be."""
    like, why = people.likely(cells)
    taken = like is None and is_taken(login_name(cells.get("username", "")))
    if like is None and not taken:
        return None

    login = _free_login(cells)
    row.answer = answer
    row.like = (
        f"{like.user.name}（{like.station}，登录名{like.user.username}，{why}）"
        if like
        else f"登录名“{cells['username']}”的另一个账号"
    )
    row.options = [
        (OTHER_PERSON, f"是另一个人，新开账号，登录名用 {login}"),
        (LEAVE_OUT, "这一行不导入"),
    ]
    if like and like.pk not in people.lines:
        row.options.insert(0, (SAME_PERSON, "就是此人：按表上的姓名、站点等修改，登录名不变"))

    if answer == LEAVE_OUT:
        row.outcome = LEFT
    if answer == SAME_PERSON and like and like.pk not in people.lines:
        return like
    cells["username"] = login
    return None


def _propose(row, cells, instance):
    if instance is None and not cells.get("username") and cells.get("name"):
        cells["username"] = _free_login(cells)
        row.notes.append(f"登录名拟为 {cells['username']}")


def _free_login(cells):
    """The login the row gives where nobody has it, else one made of the name."""
    given = login_name(cells.get("username", ""))
    return (
        given if given and not is_taken(given) else proposed_login(cells.get("name", ""), is_taken)
    )
