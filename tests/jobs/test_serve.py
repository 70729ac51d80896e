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


def test_port_another_program_holds_is_named(folder):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CommandError) as said:
            call_command("serve", port=port)
    assert str(said.value) == f"端口 {port} 已被其他程序占用，请改用 --port。"
