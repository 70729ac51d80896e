"""Every table recounted over twenty thousand cases, among which stands what is rare."""

import pytest

from tests.statistics import county, office
from tests.statistics.test_recount import (  # noqa: F401  asked here of more cases
    test_every_column_of_every_table_equals_the_recount,
)


@pytest.fixture(params=[1, 2])
def seeded(db, request):
    county.build(request.param, 20_000)
    office.build(request.param)
    return request.param
