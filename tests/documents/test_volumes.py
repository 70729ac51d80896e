"""Sealed volumes: sources compared when sealed, each volume with the chain and its digest whenever it is opened."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from cases.enums import State
from legalaid.platform.audit.models import Event
from legalaid.platform.documents.fields import digest_of
from legalaid.platform.documents.issue import ensure_file
from legalaid.platform.documents.models import Attachment, Paper, Volume
from legalaid.platform.jobs.models import Job
from legalaid.platform.jobs.queue import run
from legalaid.platform.notifications.models import Message
from tests.documents.test_dossier import archive, foreign_pdf, ready

__all__ = ["ready"]


@pytest.fixture
def volumes(ready, county):
    return archive(ready, county)


def raw(file):
    return Path(file.path)


def other_bytes(volume):
    raw(volume.file).write_bytes(raw(volume.file).read_bytes()[:-9] + b"tampered!")


def other_file(volume):
    """Another PDF, sealed with our keys, and the digest in the row made to fit."""
    volume.file.storage.delete(volume.file.name)
    volume.file.storage.save(volume.file.name, ContentFile(foreign_pdf()))
    with volume.file.storage.open(volume.file.name) as file:
        Volume.objects.filter(pk=volume.pk).update(sha256=digest_of(file))


def other_manifest(volume):
    lines = [{**line, "title": "另一份"} for line in volume.manifest]
    Volume.objects.filter(pk=volume.pk).update(manifest=lines)


def other_volume(volume):
    """File and digests of the other volume of the same case."""
    twin = Volume.objects.exclude(pk=volume.pk).get()
    Volume.objects.filter(pk=volume.pk).update(
        file=twin.file.name, sha256=twin.sha256, manifest=twin.manifest, pages=twin.pages
    )


def in_clear(volume):
    raw(volume.file).write_bytes(foreign_pdf(3))


TAMPERED = {
    "bytes": (other_bytes, "文件与封存时不同，或者打不开"),
    "file and row": (other_file, "登记的校验码或者目录与封存时不同"),
    "manifest": (other_manifest, "登记的校验码或者目录与封存时不同"),
    "the other volume": (other_volume, "登记的校验码或者目录与封存时不同"),
    "file in clear": (in_clear, "文件与封存时不同，或者打不开"),
}


@pytest.mark.parametrize(("tamper", "fault"), TAMPERED.values(), ids=TAMPERED)
def test_tampered_volume_is_not_given_out_and_is_named_by_the_command(
    county, volumes, sign_in, capsys, tamper, fault
):
    volume = volumes["handling"]
    tamper(volume)
    client, address = sign_in(county.zhuren), reverse("documents:volume", args=[volume.pk])
    client.post(address, {"reason": "检查卷宗"})
    answer = client.get(address)
    assert (answer.status_code, b"%PDF" in answer.content) == (500, False)
    assert "已不是当初保存的那一份" in answer.content.decode()
    run(Job.objects.get(kind="tell_administrators").pk)
    assert Message.objects.get(kind="system").user == county.admin
    assert not Event.objects.filter(verb="volume.download").exists()

    with pytest.raises(CommandError, match="2卷中有1卷不符。") as failed:
        call_command("verify_dossiers")
    assert failed.value.returncode == 1
    seq = Event.objects.get(verb="volume.seal", data__kind="handling").seq
    line = f"{volume.title} | SHA-256 {volume.sha256} | 审计链第{seq}条 | {fault}\n"
    assert line in capsys.readouterr().out


def test_lost_file_and_lost_row_are_named(volumes, capsys):
    raw(volumes["handling"].file).unlink()
    Volume.objects.filter(pk=volumes["approval"].pk).delete()
    with pytest.raises(CommandError, match="2卷中有2卷不符。"):
        call_command("verify_dossiers")
    said = [line.rsplit(" | ", 1)[-1] for line in capsys.readouterr().out.splitlines()[1:]]
    assert said == ["文件不在", "卷宗已不在登记中"]


def test_proof_lists_each_volume_with_digest_and_place_in_the_chain(ready, volumes, capsys):
    call_command("verify_dossiers", ready.number)
    head, *lines, verdict = capsys.readouterr().out.splitlines()
    assert head.startswith("审计链完好：")
    sealed = {event.data["kind"]: event for event in Event.objects.filter(verb="volume.seal")}
    assert lines == [
        f"{volume.title} | SHA-256 {volume.sha256} | 审计链第{sealed[kind].seq}条 | 完好"
        for kind, volume in sorted(volumes.items(), key=lambda pair: pair[1].pk)
    ]
    assert verdict == "2卷全部完好。"
    with pytest.raises(CommandError, match="没有这个案件：不存在。"):
        call_command("verify_dossiers", "不存在")


def _paper(case):
    paper = Paper.objects.filter(subject_id=case.pk, kind="decision_grant").get()
    return ensure_file(paper)


SOURCES = {
    "paper": _paper,
    "scan": lambda case: Attachment.objects.filter(subject_id=case.pk, slot="meeting").get(),
}


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_altered_source_is_not_sealed_and_the_case_waits_for_archiving_again(ready, county, source):
    row = source(ready)
    in_clear(row)
    assert archive(ready, county) == {}
    assert ready.state == State.ARCHIVING
    event = Event.objects.get(verb="case.reopen_archiving")
    said = f"“{row}”与保存时的不一致，请系统管理员从备份恢复后再归档"
    assert {**event.data, **event.personal_data}["error"] == said
    assert Event.objects.get(verb="file.altered").data["title"] == str(row)
