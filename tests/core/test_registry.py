import pytest

from legalaid.platform.core.registry import Registry


def test_key_taken_twice_is_said_at_once():
    kinds = Registry()
    kinds["decision"] = "决定书"
    kinds["decision"] = "决定书"  # the same module imported again
    with pytest.raises(ValueError, match="decision is registered already"):
        kinds["decision"] = "通知书"
    assert kinds == {"decision": "决定书"}


def test_decorated_function_is_kept_under_its_key_and_stays_itself():
    handlers = Registry()

    @handlers.adds("render")
    def render():
        return 7

    assert (render(), handlers) == (7, {"render": render})
