import re
from copy import copy

from django.utils import timezone

from legalaid.platform.office.cells import DAY_EXAMPLE, plain
from legalaid.platform.office.incoming import Heading
from legalaid.platform.office.judged import ASKED, FAULTY, LEFT, SAME, Fault, Judged
from stations.domain import station as acts
from stations.enums import Duty, Equipment, Nature, StationHost, StationKind
from stations.forms.station import NewStationForm, StationForm

from .people import LEAVE_OUT, OTHER_PERSON, SAME_PERSON
from .rows import judge as judge_row

GENERIC = re.compile(r"公共|法律|援助|服务|工作|联络|中心|[站点室]$|\(.*\)")
HEADINGS = (
    Heading("name", "名称", ("站点名称", "工作站名称", "机构名称", "站点", "工作站"), needed=True, example="青石镇法律援助工作站"),
    Heading("parent", "上级", ("上级机构", "上级单位", "所属机构", "主管机构"), example="县法律援助中心"),
    Heading("kind", "类别", ("类型", "站点类别", "站点类型", "机构类型"), needed=True, fill=True, example="乡镇（街道）工作站", offered=tuple(StationKind.labels)),
    Heading("host", "设立单位", ("依托单位", "设立依托单位", "依托机构"), needed=True, fill=True, example="司法所", offered=tuple(StationHost.labels)),
    Heading("nature", "机构性质", ("性质",), example="", offered=tuple(Nature.labels)),
    Heading("on", "设立日期", ("成立时间", "成立日期", "设立时间", "建站时间"), example=DAY_EXAMPLE),
    Heading("region", "行政区划代码", ("区划代码", "行政区划"), example=""),
    Heading("area", "服务区域", ("服务范围", "覆盖区域"), example="青石镇"),
    Heading("address", "地址", ("详细地址", "站点地址", "办公地址"), example="青石镇政府一楼"),
    Heading("hours", "开放时间", ("工作时间", "服务时间", "接待时间"), example="周一至周五 9:00—17:00"),
    Heading("contact", "联系人", ("负责人", "站点负责人"), example="王芳"),
    Heading("phone", "对外电话", ("联系电话", "咨询电话", "电话", "联系方式", "电话号码"), example="0831-5212348"),
    Heading("duties", "职责", ("站点职责", "工作职责"), example="、".join(Duty.labels[:2])),
    Heading("equipment", "设施设备", ("设施", "设备"), example="、".join(Equipment.labels[:2])),
    Heading("posts", "编制数", ("编制",), example="2"),
    Heading("floor_area", "业务用房面积", ("面积", "用房面积"), example="60"),
)  # fmt: skip


def judge(incoming, answers, *, by, stations):
    """[Judged]: new names are opened, known names changed; one much like another's is asked about. `stations`: the queryset within reach."""
    known = {plain(one.name): one for one in stations.select_related("parent")}
    filled = {key[4:]: word for key, word in answers.items() if key.startswith("all-") and word}
    lines, judged = {}, []

    for number, given in incoming.rows:
        cells = filled | given
        row = Judged(number, cells["name"])
        name = plain(cells["name"])
        if name in lines:
            _doubled(row, cells, *lines[name])
        else:
            lines[name] = (number, cells)
            _judge(row, cells, known, answers.get(f"row-{number}", ""), by, stations)
        judged.append(row)
    return judged


def _doubled(row, cells, number, earlier):
    if cells == earlier:
        row.outcome, row.notes = SAME, [f"与第{number}行相同"]
        return
    row.outcome = FAULTY
    row.faults.append(Fault("名称", cells["name"], f"与第{number}行名称相同，内容不同"))


def _judge(row, cells, known, answer, by, stations):
    station = known.get(plain(cells["name"])) or _asked(row, cells, known, answer)
    if row.outcome == LEFT:
        return
    if station:
        _check_parent(row, cells, station)

    def form_of(data):
        if station:
            return StationForm(data, instance=copy(station))
        return NewStationForm(data, initial={"on": timezone.localdate()}, stations=stations)

    def save(form):
        facts = dict(form.cleaned_data)
        if not isinstance(form, NewStationForm):
            return acts.change(form.instance, by=by, **facts)
        parent = facts.pop("parent") or stations.order_by("path").first()
        return acts.create(by=by, parent=parent, on=facts.pop("on"), **facts)

    open_question = row.like and not answer
    judge_row(form_of, cells, HEADINGS, row, save=(lambda form: None) if open_question else save)
    if open_question and row.outcome != FAULTY:
        row.outcome = ASKED


def _asked(row, cells, known, answer):
    """Asks where a new name says the same place as a known one; the station meant where it is said to be. Its name stays."""
    core = GENERIC.sub("", plain(cells["name"]))
    like = next(
        (one for name, one in known.items() if core and GENERIC.sub("", name) == core), None
    )
    if like is None:
        return None

    row.like, row.answer = like.name, answer
    row.options = [
        (SAME_PERSON, f"就是“{like.name}”，按表上的修改，名称不变"),
        (OTHER_PERSON, "是另一个站点，新设"),
        (LEAVE_OUT, "这一行不导入"),
    ]
    row.outcome = LEFT if answer == LEAVE_OUT else row.outcome
    if answer == SAME_PERSON:
        cells["name"] = like.name
        return like
    return None


def _check_parent(row, cells, station):
    """A station is moved on its page, dated and with a reason."""
    above, parent = plain(cells.get("parent", "")), station.parent
    is_named = parent and above and plain(parent.name).endswith(above)
    if above and not is_named:
        now = parent.name if parent else "无"
        said = f"与现在的上级“{now}”不同；调整隶属请在站点页面办理"
        row.faults.append(Fault("上级", cells["parent"], said))
