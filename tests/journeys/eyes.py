"""Looks at every page on a screen and as wide as a telephone, there in large type too: from the listed addresses along the links to
each named page once, over all people.

axe asks each page on the screen for what hangs on the page as a whole (WHOLE), and every element for the rest, there and in large type on
the phone, where its kind is one axe has not met yet: an element with what its look and its name hang on, inside elements of certain kinds.
Colours (CONTRAST, which takes axe longest) are the same on both: the phone is asked of those only that the screen does not show.

A page is whatever the URLs name that answers GET, but for NO_PAGES. What axe, the width of the screen or 150 kB object to is
gathered in `faults`; a link that does not lead to a page is a fault too.
"""

from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from django.urls import Resolver404, resolve, reverse

from tests.addresses import URLS

from .alive import fill
from .alive_online import carried

HEAVY = 150_000
SCREEN, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
SET = "large => document.documentElement.classList.toggle('large', large)"
FILES = {
    "documents:paper", "documents:file", "documents:original", "documents:sheet", "documents:volume",
    "documents:words_sample", "documents:fonts_sample",
    "stations:network_export", "stations:photo_file", "stations:roster_export",
    "style", "manual:print", "cases:feed", "board:chart", "board:paper", "stations:outreach_chart",
    "quality:draw_list", "quality:score_file", "quality:handler_chart", "quality:firm_chart", "quality:supervision_paper",
    "statistics:report_chart", "statistics:report_handed_in", "statistics:export", "portal:public_pdf", "portal:chart",
    "portal:form", "portal:feed", "portal:atom", "portal:mine_paper", "portal:mine_file",
}  # fmt: skip
PARTS = {  # what a page fetches for itself
    "cases:causes", "cases:charges", "cases:help_charges", "hall:calls", "hall:line", "cases:offline_key", "worker", "stations:station_names", "stations:unit_names",
    "cases:consultation_charges", "stations:planned_names", "stations:licence_hint", "stations:station_branch", "statistics:hall_part",
    "desk:queue", "desk:week", "desk:others", "lists:counts",
}  # fmt: skip
POSTED = {
    "apply:leave", "apply:carry", "apply:drop_paper", "portal:mine_out", "asking:out", "visit:out", "submissions:typed",
    "manual:round",
    "accounts:logout", "accounts:ping", "accounts:large_type", "notifications:read", "notifications:read_all", "hall:ticket_act", "quality:opinion_urge",
    "cases:upload", "cases:help_scans", "cases:here", "cases:intake_device",
    "stations:invite", "stations:leave_cancel", "stations:person_reveal", "stations:referral_upload", "stations:return",
}  # fmt: skip
BUILDERS = {"styleguide"}  # looked at by test_look
LEADS_ON = {
    "lists:view",
    "portal:look",
    "portal:leave",
    "notices_moved",
}  # to a list, to the page it was on, elsewhere
NO_PAGES = FILES | PARTS | POSTED | BUILDERS | LEADS_ON
WHOLE = (
    "accesskeys", "aria-valid-attr-value", "bypass", "document-title", "duplicate-id-aria", "form-field-multiple-labels", "heading-order",
    "html-has-lang", "label", "landmark-no-duplicate-banner", "landmark-no-duplicate-contentinfo", "landmark-no-duplicate-main",
    "landmark-one-main", "landmark-unique", "page-has-heading-one", "region", "select-name", "skip-link", "td-headers-attr",
)  # fmt: skip
CONTRAST = "color-contrast"
AXE = """async ([known, whole, contrast]) => {
  const seen = new Set(known ? known.split(",") : []), before = seen.size, include = [], exclude = [], narrow = [], screen = whole.length > 0;
  const telling = /^(class|role|type|lang|tabindex|aria-(?!label|describedby|controls|owns|activedescendant).*)$/;
  const told = (element, name) => name + (telling.test(name) ? element.getAttribute(name) : !element.getAttribute(name));
  const hash = text => {
    let a = 1, b = 7;
    for (const letter of text) {
      a = Math.imul(a, 31) + letter.codePointAt() | 0;
      b = Math.imul(b ^ letter.codePointAt(), 0x9e3779b1);
    }
    return `${a} ${b}`;
  };
  const walk = (element, above, looking) => {
    const names = element.getAttributeNames().sort().map(name => told(element, name));
    const kind = hash([above, element.tagName, ...names, !element.textContent.trim()].join());
    const fresh = !seen.has(kind);
    if (fresh !== looking) (fresh ? include : exclude).push(element);
    seen.add(kind);
    if (screen) element.onScreen = element.checkVisibility();
    else if (fresh && !element.onScreen && element.checkVisibility()) narrow.push(element);
    for (const child of element.tagName === "svg" ? [] : element.children) walk(child, kind, fresh);
  };
  walk(document.body, document.documentElement.className, false);

  const found = [];
  const run = async (where, how) =>
    found.push(...(await axe.run(where, {resultTypes: ["violations"], ...how})).violations);
  const without = screen ? whole : [contrast];
  if (screen) await run(document, {runOnly: whole});
  const there = elements => elements.filter(element => element.isConnected);  // a part may have come meanwhile
  const off = Object.fromEntries(without.map(rule => [rule, {enabled: false}]));
  if (there(include).length) await run({include: there(include), exclude: there(exclude)}, {rules: off});
  if (there(narrow).length) await run({include: there(narrow)}, {runOnly: [contrast]});
  return {kinds: [...seen].slice(before),
          faults: found.map(rule => [rule.id, rule.nodes.map(node => node.html.slice(0, 90)).slice(0, 3)])};
}"""
WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
MEASURE = """() => {
  const root = document.documentElement, links = [...document.querySelectorAll("a[href]:not([download])")];
  return {size: new Blob([root.outerHTML]).size,
          links: links.filter(a => a.origin === location.origin).map(a => a.pathname + a.search)};
}"""


def named_pages():
    """Names of all that answers GET with a page."""
    views = {name: getattr(entry.callback, "view_class", None) for name, entry in URLS.items()}
    pages = {name for name, view in views.items() if view is None or hasattr(view, "get")}
    return pages - NO_PAGES


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
        self.kinds = {}  # of elements axe has looked at, in order
        self.followed = set()  # names a link was followed to, wherever it led

    def look(self, one, paths):
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
            links += self.measure(one.page, path)
            self.faults |= self.ask_axe(one.page, path, SCREEN, WHOLE)

            one.page.set_viewport_size(PHONE)
            self.check_width(one.page, path, PHONE)
            one.page.evaluate(SET, True)
            self.check_width(one.page, path, PHONE, "large")
            self.faults |= self.ask_axe(one.page, path, PHONE)
            one.page.set_viewport_size(SCREEN)

    def measure(self, page, path):
        """The links it shows to pages nobody has seen; what is too wide or too heavy is kept."""
        self.check_width(page, path, SCREEN)
        found = page.evaluate(MEASURE)
        if found["size"] > HEAVY:
            self.faults[path, "weight"] = found["size"]
        return [link for link in found["links"] if name_of(link) in self.wanted - self.seen]

    def check_width(self, page, path, size, *large):
        if (wide := page.evaluate(WIDE)) > 1:
            self.faults[path, size["width"], *large, "width"] = wide

    def ask_axe(self, page, path, size, whole=()):
        found = page.evaluate(
            AXE, [",".join(self.kinds), list(whole), CONTRAST]
        )  # one word: a list is sent word by word
        self.kinds |= dict.fromkeys(found["kinds"])
        return {(path, size["width"], rule): nodes for rule, nodes in found["faults"]}


# where each person begins, beside what waits for them: lists, special addresses, forms no link leads to
STARTS = {
    "chuangkou": ("/", "/desk/side/", "/cases/?q=9999&state=handling", "/find/?q=li", "/cases/new/", "/cases/handbook/?q=工资", "/documents/verify/?n=1"),
    "shencha": ("/", "/stations/training/"),
    "zhuren": ("/", "/desk/office/", "/cases/999999/", "/hall/", "/cases/handbook/", "/stations/", "/stations/staff/",
               "/stations/handlers/", "/stations/firms/", "/cases/notices/organs/", "/stations/roster/", "/stations/outreach/plan/",
               "/statistics/tables/t6/?cut=station", "/statistics/tables/t13/", "/statistics/rows/publicity.press/",
               "/statistics/rows/civil.granted/", "/statistics/quality/?fault=silent", "/statistics/tables/t6/checks/4/",
               "/quality/calls/rates/", "/quality/experts/"),
    "shencha2": ("/", "/stations/"),
    "zhan1": ("/", "/cases/new/", "/stations/", "/stations/roster/", "/stations/training/", "/stations/outreach/"),
    "lvshi": ("/",),
    "lvshi2": ("/",),
    "lvsuo": ("/",),
    "caiwu": ("/", "/subsidies/funds/", "/subsidies/batches/", "/subsidies/proposals/", "/subsidies/lines/"),
    "chuna": ("/",),
    "jiandu": ("/",),
    "sifaju": ("/", "/statistics/", "/public/", "/quality/complaints/grounds/"),
    "guidang": ("/",),
    "admin": ("/notices/new/?kind=duty", "/cases/settings/", "/accounts/users/", "/accounts/totp/", "/accounts/code/"),
    "": ("/accounts/login/", "/public/"),
}  # fmt: skip


def look_everywhere(people, seat):
    """(faults, names of pages that nobody reached)."""
    more, eyes = fill(people), Eyes()
    for who, paths in STARTS.items():
        mine = [*paths, *(path for name, path in more if name == who)]
        one = seat(who)
        one.page.add_init_script(AXE_SCRIPT)
        eyes.look(one, mine)
        for name, cookie, pages in () if who else carried(people):
            start = "portal:mine" if name == "mine" else f"{name}:start"
            where = one.server.url + reverse(start)
            one.context.add_cookies([{"name": name, "value": cookie, "url": where}])
            eyes.look(one, pages)
        one.page.goto("about:blank")  # a page left open goes on asking for its parts
    return eyes.faults, eyes.wanted - eyes.seen
