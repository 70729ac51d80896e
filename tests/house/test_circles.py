"""No module imports itself by way of others, inline imports counted too."""

from graphlib import CycleError, TopologicalSorter

import grimp
import pytest


def in_order(graph):
    imported = {name: graph.find_modules_directly_imported_by(name) for name in graph.modules}
    return list(TopologicalSorter(imported).static_order())


def test_no_modules_import_in_a_circle():
    graph = grimp.build_graph("legalaid", "cases", "stations", "subsidies")
    order = in_order(graph)
    assert len(order) == len(graph.modules) > 400


def test_a_circle_would_be_found():
    graph = grimp.build_graph("legalaid")
    graph.add_import(
        importer="legalaid.platform.jobs.models", imported="legalaid.platform.jobs.queue"
    )
    with pytest.raises(CycleError):
        in_order(graph)
