"""The to-do list costs the same however many cases wait."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import START, walk


@pytest.mark.parametrize(("who", "until"), [("shencha", "pass_form"), ("zhuren", "recommend"), ("chuangkou", "approve_closure")])
def test_todo_asks_no_more_for_more_cases(county, sign_in, who, until):
    client = sign_in(getattr(county, who))
    walk(county, until)
    client.get("/")
    counts = []
    for number in range(2):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get("/")
        counts.append(len(queries))
        for more in range(3):
            walk(county, until, at=START + timedelta(hours=1 + 4 * number + more))
    assert counts[0] == counts[1]
