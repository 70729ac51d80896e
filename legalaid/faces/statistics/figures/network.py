"""Tables 1, 2 and 12: institutions, people, stations, as they stand at the end of the period."""

from stations.enums import Nature, StationHost

from .figure import condition, family, figure

# hosts without a line of their own in table 12
OTHERS = (
    StationHost.OTHER,
    StationHost.PROCURATORATE,
    StationHost.POLICE,
    StationHost.LABOUR,
    StationHost.TRAFFIC,
    StationHost.CENTER,
)
HOSTS = {host.value: (host.label, host.value) for host in StationHost if host not in OTHERS} | {
    "other": ("其他", tuple(host.value for host in OTHERS))
}
DEGREES = {"bachelor": ("本科", "bachelor"), "graduate": ("研究生", ("master", "doctor"))}
HAVING = {
    "lawyer": ("配备法律援助律师", "lawyer"),
    "reception": ("有接待窗口或者独立接待室", "reception"),
    "street_front": ("接待场所临街", "street_front"),
    "barrier_free": ("有无障碍设施", "barrier_free"),
    "equipment": ("有电脑、打印复印或者扫描设备", "equipment"),
    "system": ("使用信息管理系统", "system"),
    "web": ("开展网上受理", "web"),
    "phone_12348": ("开通12348", "phone_12348"),
}


def _stations(**where):
    return condition("stations", "stations", "个", standing=1, **where)


def _staff(**where):
    return condition("staff", "people", "人", standing=1, **where)


@figure("authorities", "管理机构数")
def authorities():
    """期末登记的法律援助管理机构（司法行政机关）数。"""
    return _stations(kind="authority")


@figure("centres", "法律援助机构数")
def centres():
    """期末设立的法律援助机构数。"""
    return _stations(kind="center")


@family("centres.nature", {nature.value: (nature.label, nature.value) for nature in Nature})
def centres_of(nature):
    """法律援助机构中性质为{label}的个数。"""
    return _stations(kind="center", nature=nature)


@figure("centres.budgeted", "经费列入同级财政预算")
def budgeted():
    """法律援助机构中本期有同级财政拨款入账的个数。"""
    return _stations(kind="center", budgeted=1)


@family("centres.has", HAVING)
def centres_having(what):
    """期末法律援助机构中{label}的个数，按机构登记的设施设备和在册承办人。"""
    return _stations(kind="center", **{f"has_{what}": 1})


@figure("centres.area", "办公面积")
def area():
    """期末各法律援助机构业务用房面积之和。"""
    return condition("stations", "area", "平方米", standing=1, kind="center")


@figure("centres.posts", "编制")
def posts():
    """期末各法律援助机构的编制数。"""
    return condition("stations", "posts", "人", standing=1, kind="center")


@figure("commendations", "受表彰")
def commendations():
    """本期机构、站点受表彰的次数。"""
    return condition("commendations", "times", "次", awarded=1, to_person=0)


@figure("commendations.people", "受表彰人次")
def commended():
    """本期工作人员、承办人受表彰的人次。"""
    return condition("commendations", "times", "人次", awarded=1, to_person=1)


@figure("staff", "实有人员")
def staff():
    """期末在岗的工作人员数，不含主管司法局人员。"""
    return _staff()


@figure("staff.women", "女性")
def women():
    """实有人员中的女性。"""
    return _staff(sex="F")


@figure("staff.law", "法律专业")
def law_major():
    """实有人员中所学为法律专业的人数。"""
    return _staff(law_major=(True,))


@figure("staff.qualified", "有法律职业资格")
def qualified():
    """实有人员中有法律职业资格的人数。"""
    return _staff(qualified=(True,))


@family("staff.degree", DEGREES)
def by_degree(degree):
    """实有人员中学历为{label}的人数。"""
    return _staff(degree=degree)


@figure("handlers.agency", "法律援助律师")
def agency_lawyers():
    """期末在册并接受指派的法律援助机构律师数。"""
    return condition("handlers", "people", "人", working=1, kind="agency")


@figure("handlers.volunteer", "注册志愿者")
def volunteers():
    """期末在册并接受指派的法律援助志愿者数。"""
    return condition("handlers", "people", "人", working=1, kind="volunteer")


@figure("handlers.ngo", "社会组织人员")
def ngo_people():
    """期末在册并接受指派的社会组织人员数。"""
    return condition("handlers", "people", "人", working=1, of_ngo=1)


@figure("stations", "工作站总数")
def stations():
    """期末设立的法律援助工作站数。"""
    return _stations(station=1)


@figure("stations.full_time", "其中：有专职人员")
def stations_full_time():
    """期末工作站中有专职人员的个数。"""
    return _stations(station=1, full_time=1)


@family("stations.host", HOSTS)
def stations_of(host):
    """设在{label}的法律援助工作站数；检察院、公安机关、劳动监察、交警和中心自设的工作站计入其他。"""
    return _stations(station=1, host=host)


@family("stations.full_time.host", HOSTS)
def stations_of_full_time(host):
    """设在{label}的工作站中有专职人员的个数。"""
    return _stations(station=1, full_time=1, host=host)


@figure("organisations", "民办非企业法律援助组织")
def organisations():
    """登记的社会组织类承办机构数。"""
    return condition("firms", "firms", "个", known=1, kind="ngo")
