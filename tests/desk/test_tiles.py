"""A figure above the list is the number of rows it leads to."""

import re

from tests.factories import walk

from .day import fill
from .test_desks import PEOPLE


def rows_of(client, address):
    """How many rows the list of this address says it has; None: it says nothing."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    main = re.sub(r"<[^>]+>", "", answer.content.decode().split("<main", 1)[1])
    found = re.search(r"共\s*(\d+)\s*[件条]", main)
    return int(found[1]) if found else None


def test_every_figure_that_leads_to_a_list_is_its_number_of_rows(county, sign_in):
    fill(county)
    walk(county, "pass_form")  # the second state of what the tile 待审查 counts
    compared = set()
    for name in PEOPLE:
        client = sign_in(getattr(county, name))
        page = client.get("/")
        for tile in page.context["tiles"]:
            if tile.url.startswith("/"):
                if (rows := rows_of(client, tile.url)) is not None:
                    assert (tile.label, rows) == (tile.label, tile.count), name
                    compared.add(tile.label)
            elif tile.url != "#done":  # that part is fetched by the page itself
                assert f'id="{tile.url[1:]}"' in page.content.decode(), (name, tile.label)

    assert compared >= {"待受理", "待审查", "待评定等次", "全部超期", "从未登录"}
