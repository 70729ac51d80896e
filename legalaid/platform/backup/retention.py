"""Which backups stay: the newest of each of the last days, weeks and months, and always the newest and the last proven good."""


def kept(moments, keep, good=None):
    """Of `moments` (local datetimes, one a backup) those that stay. `keep`: how many days, weeks, months; `good`: the last proven one."""
    newest_first = sorted(moments, reverse=True)
    stays = set(newest_first[:1]) | ({good} & set(moments))

    for count, period in zip(keep, (_day, _week, _month), strict=True):
        of_period = {}
        for moment in newest_first:
            of_period.setdefault(period(moment), moment)
        stays |= set(list(of_period.values())[:count])

    return stays


def _day(moment):
    return moment.date()


def _week(moment):
    return moment.isocalendar()[:2]


def _month(moment):
    return moment.year, moment.month
