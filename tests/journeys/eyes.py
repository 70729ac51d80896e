"""Looks at every page on a screen and as wide as a telephone, there in large type too: from the listed addresses along the links to
each named page once, over all people.

A page is whatever the URLs name that answers GET, but for NO_PAGES. What axe, the width of the screen or 150 kB object to is
gathered in `faults`; a link that does not lead to a page is a fault too.
"""

from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from django.urls import Resolver404, resolve

from tests.addresses import URLS

from .alive import fill

HEAVY = 150_000
SCREEN, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
LARGE = {"width": 390, "height": 845}  # large type on a phone
SET = "large => document.documentElement.classList.toggle('large', large)"
FILES = {
    "documents:paper", "documents:file", "documents:sheet", "documents:volume", "stations:network_export", "stations:photo_file", "stations:roster_export",
    "cases:feed", "board:chart", "board:paper", "stations:outreach_chart",
    "statistics:report_chart", "statistics:export", "portal:public_pdf", "portal:chart",
}  # fmt: skip
PARTS = {  # what a page fetches for itself
    "cases:causes", "cases:charges", "hall:calls", "hall:line", "cases:offline_key", "stations:station_names", "stations:unit_names",
    "stations:planned_names", "stations:licence_hint", "stations:station_branch", "desk:queue",
}  # fmt: skip
POSTED = {
    "accounts:logout", "accounts:ping", "accounts:large_type", "notifications:read", "notifications:read_all", "hall:ticket_act",
    "cases:upload", "cases:here",
    "stations:invite", "stations:leave_cancel", "stations:person_reveal", "stations:referral_upload", "stations:return",
}  # fmt: skip
BUILDERS = {"styleguide"}  # looked at by test_look
LEADS_ON = {"lists:view"}  # to the list it is of
NO_PAGES = FILES | PARTS | POSTED | BUILDERS | LEADS_ON
AXE = """axe.run({resultTypes: ["violations"]}).then(found =>
  found.violations.map(rule => [rule.id, rule.nodes.map(node => node.html.slice(0, 90)).slice(0, 3)]))"""
MEASURE = """() => {
  const root = document.documentElement, links = [...document.querySelectorAll("a[href]:not([download])")];
  return {wide: root.scrollWidth - root.clientWidth, size: new Blob([root.outerHTML]).size,
          links: links.filter(a => a.origin === location.origin).map(a => a.pathname + a.search)};
}"""


def named_pages():
    """Names of all that answers GET with a page."""
    views = {name: getattr(entry.callback, "view_class", None) for name, entry in URLS.items()}
    return {name for name, view in views.items() if view is None or hasattr(view, "get")} - NO_PAGES


def name_of(path):
    """The name of the page at this address; "" of what is none."""
    where = urlsplit(path)
    if "export=" in where.query:
        return ""
    try:
        return resolve(where.path).view_name
    except Resolver404:
        return ""


class Eyes:
    def __init__(self):
        self.wanted, self.seen, self.faults = named_pages(), set(), {}
        self.followed = set()  # names a link was followed to, wherever it led

    def look(self, one, paths, *, on_phones):
        """`one` opens these addresses, whatever they answer, then follows what they show to pages nobody has seen."""
        listed, links = list(paths), []
        while listed or links:
            given = bool(listed)
            path = listed.pop(0) if given else links.pop(0)
            if not given:
                if name_of(path) in self.seen | self.followed:
                    continue
                self.followed.add(name_of(path))
            answer = one.go(path)
            if answer.status == 200:
                self.seen.add(name_of(urlsplit(one.page.url).path))
            elif not given:
                self.faults[path, "status"] = answer.status
            one.page.evaluate(AXE_SCRIPT)
            found = self.check(one.page, path, SCREEN, axe=True)
            links += [link for link in found["links"] if name_of(link) in self.wanted - self.seen]
            self.check(one.page, path, PHONE, axe=False)
            self.check(one.page, path, LARGE, axe=on_phones)

    def check(self, page, path, size, *, axe):
        """What is measured of a page of this width; its faults are kept."""
        page.evaluate(SET, size is LARGE)
        page.set_viewport_size(size)
        found, where = page.evaluate(MEASURE), (path, size["width"])
        if found["wide"] > 1:
            self.faults[*where, "width"] = found["wide"]
        if found["size"] > HEAVY:
            self.faults[*where, "weight"] = found["size"]
        if axe:
            self.faults |= {(*where, rule): nodes for rule, nodes in page.evaluate(AXE)}
        return found


# where each person begins, beside what waits for them: lists, special addresses, forms no link leads to
STARTS = {
    "chuangkou": ("/", "/desk/side/", "/cases/?q=9999&state=handling", "/find/?q=li", "/cases/new/", "/cases/handbook/?q=工资", "/documents/verify/?n=1"),
    "shencha": ("/", "/stations/training/"),
    "zhuren": ("/", "/desk/office/", "/cases/999999/", "/hall/", "/cases/handbook/", "/stations/", "/stations/staff/",
               "/stations/handlers/", "/stations/firms/", "/stations/roster/", "/stations/outreach/plan/",
               "/statistics/tables/t6/?cut=station", "/statistics/tables/t13/", "/statistics/rows/publicity.press/",
               "/statistics/rows/civil.granted/", "/statistics/quality/?fault=silent", "/statistics/tables/t6/checks/4/"),
    "shencha2": ("/", "/stations/"),
    "zhan1": ("/", "/cases/new/", "/stations/", "/stations/roster/", "/stations/training/", "/stations/outreach/"),
    "lvshi": ("/",),
    "caiwu": ("/", "/subsidies/funds/", "/subsidies/batches/", "/subsidies/proposals/", "/subsidies/lines/"),
    "chuna": ("/",),
    "jiandu": ("/",),
    "sifaju": ("/", "/statistics/", "/public/"),
    "admin": ("/public/notices/new/?kind=duty", "/accounts/users/", "/accounts/totp/", "/accounts/code/"),
    "": ("/accounts/login/", "/public/"),
}  # fmt: skip
ON_PHONES = ("chuangkou", "zhan1", "lvshi", "zhuren")  # whom axe looks at there too


def look_everywhere(people, seat):
    """(faults, names of pages that nobody reached)."""
    more, eyes = fill(people), Eyes()
    for who, paths in STARTS.items():
        mine = [*paths, *(path for name, path in more if name == who)]
        one = seat(who)
        eyes.look(one, mine, on_phones=who in ON_PHONES)
        one.page.goto("about:blank")  # a page left open goes on asking for its parts
    return eyes.faults, eyes.wanted - eyes.seen
