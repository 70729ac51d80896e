"""The first page of a supervisor without a post."""

from tests.quality.supervisors import outsider
from tests.quality.test_supervisor import browser


def test_first_page_of_somebody_from_outside_speaks_of_their_tasks_alone(county):
    client = browser(outsider(county).user)
    page = client.get("/")
    assert [tile.label for tile in page.context["tiles"]] == ["监督任务", "意见待答复"]
    assert "抽取给您的监督任务、对您的意见的答复会列在这里。" in page.text
    assert "没有安排到站点" not in page.text
