from legalaid.platform.accounts.models import User
from legalaid.platform.accounts.roles import Role
from stations.models import Staff


def hire(county):
    """Who the demo county lacks: a second person at the station of zhan1, a third in finance, a lawyer on the centre's staff."""
    center, station = county.caiwu.staff.station, county.zhan1.staff.station
    for login, role, place in (("zhan1b", Role.STATION, station), ("zhifu", Role.FINANCE, center)):
        user = User.objects.create(username=login, name=login, role=role, password="!")
        Staff.objects.create(user=user, station=place)
        setattr(county, login, user)
    Staff.objects.create(user=county.lvshi, station=center)
    return county
