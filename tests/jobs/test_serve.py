"""Two starts at once: the second is told why it may not."""

import socket

import pytest
from django.core.management import CommandError, call_command


@pytest.fixture
def folder(tmp_path, settings):
    settings.VAR_DIR = tmp_path
    return tmp_path


def test_second_start_on_the_same_data_is_refused(folder):
    with socket.socket(socket.AF_UNIX) as running:
        running.bind(str(folder / "supervisor.sock"))
        running.listen()
        with pytest.raises(CommandError) as said:
            call_command("serve")
    assert str(said.value) == f"系统已在运行（数据目录 {folder}），不能再次启动。"


@pytest.mark.parametrize("listens", [True, False])
def test_port_another_program_holds_is_named(folder, listens):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        if listens:
            other.listen()
        port = other.getsockname()[1]
        assert (
            refusal(port=port)
            == f"不能在 127.0.0.1:{port} 监听（已被其他程序占用），请改用 --port 或者 --host。"
        )


def test_address_of_another_machine_is_named(folder):
    said = refusal(host="192.0.2.1", port=8000)
    assert said == "不能在 192.0.2.1:8000 监听（本机没有这个地址），请改用 --port 或者 --host。"


def refusal(**options):
    with pytest.raises(CommandError) as said:
        call_command("serve", **options)
    return str(said.value)
