"""Invitations: one use, seven days, one's own password; what every other link says."""

import re
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from legalaid.platform.accounts.invitations import LASTS, accept, invitation_of, invite
from legalaid.platform.accounts.models import Invitation, User
from legalaid.platform.audit.models import Event
from legalaid.platform.core.errors import DomainError

PASSWORD = "Qinghe-2026-xin"


def newcomer(county, **fields):
    user = User(username="xinren", name="新人", role="window", **fields)
    return user, invite(user, by=county.zhuren)


def page(token):
    return reverse("accounts:invitation", args=[token])


def passwords(one, two=None):
    return {"new_password1": one, "new_password2": two or one}


def refusal(client, token):
    answer = client.get(page(token))
    posted = client.post(page(token), passwords(PASSWORD + "9"))
    assert (answer.status_code, posted.status_code) == (410, 410)
    return answer.context["refusal"]


def test_invited_person_sets_the_password_once_and_signs_in(county, client):
    user, token = newcomer(county)
    assert user.has_usable_password() is False
    assert "xinren" in client.get(page(token)).content.decode()
    answer = client.post(page(token), passwords(PASSWORD))
    assert (answer.status_code, answer.url) == (302, reverse("accounts:login"))
    assert client.post("/accounts/login/", {"username": "xinren", "password": PASSWORD}).url == "/"
    assert client.get("/").status_code == 200
    client.logout()
    assert refusal(client, token).startswith("这个邀请链接已经用过")
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_only_a_digest_of_the_token_is_kept(county):
    _, token = newcomer(county)
    kept = Invitation.objects.get()
    assert (len(kept.digest), token in str(kept.__dict__), token in str(list(Event.objects.values_list("data", flat=True)))) == (
        64, False, False,
    )  # fmt: skip


def said_of(answer):
    return [text for texts in answer.context["form"].errors.values() for text in texts]


def test_weak_or_unlike_passwords_are_refused_and_the_link_stays_good(county, client):
    _, token = newcomer(county)
    for one, two in (("kurz", "kurz"), (PASSWORD, PASSWORD + "x"), ("xinren2026A", "xinren2026A")):
        answer = client.post(page(token), passwords(one, two))
        assert answer.status_code == 422
        assert not re.search("[Pp]assword [a-z]", " ".join(said_of(answer)))
    assert invitation_of(token).used_at is None
    assert "密码至少10位。" in said_of(client.post(page(token), passwords("kurz", "kurz")))


def test_link_ends_after_seven_days(county, client):
    _, token = newcomer(county)
    made = Invitation.objects.get().made_at
    assert invitation_of(token, made + LASTS - timedelta(seconds=1)).user.username == "xinren"
    Invitation.objects.update(expires_at=timezone.now())
    assert (
        refusal(client, token)
        == "这个邀请链接已过七天有效期。请联系系统管理员或者中心负责人重新发送。"
    )
    assert LASTS.days == 7


def test_new_invitation_ends_the_earlier_link_and_the_old_password(county, client):
    first = invite(county.caiwu, by=county.zhuren)
    second = invite(county.caiwu, by=county.zhuren)
    assert refusal(client, first).startswith("这个邀请链接已经作废")
    county.caiwu.refresh_from_db()
    assert county.caiwu.has_usable_password() is False
    accept(second, password=PASSWORD)
    county.caiwu.refresh_from_db()
    assert county.caiwu.check_password(PASSWORD)


def test_unknown_link_and_that_of_an_account_out_of_use_say_so(county, client):
    user, token = newcomer(county)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert refusal(client, token) == "这个账号已停用，请联系系统管理员。"
    assert refusal(client, "no-such-token").startswith("没有这个邀请链接")


def test_invitation_and_its_use_are_events(county):
    _, token = newcomer(county)
    user = accept(token, password=PASSWORD)
    created, invited, accepted = Event.objects.filter(
        verb__in=("user.created", "user.invited", "user.accepted")
    ).order_by("seq")
    until = timezone.localtime(Invitation.objects.get().expires_at).strftime("%Y-%m-%d %H:%M")
    assert (created.actor, invited.actor, invited.data) == (
        county.zhuren,
        county.zhuren,
        {"username": "xinren", "until": until},
    )
    assert (accepted.actor, accepted.data) == (user, {"username": "xinren"})


@pytest.mark.django_db(transaction=True)
def test_link_used_twice_at_once_sets_one_password(county):
    _, token = newcomer(county)
    gate, done = Barrier(2), []

    def use(password):
        gate.wait()
        try:
            accept(token, password=password)
            done.append(password)
        except DomainError as error:
            done.append(error.sentence[:11])
        finally:
            connection.close()

    threads = [Thread(target=use, args=[f"{PASSWORD}-{n}"]) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (winner,) = (text for text in done if text.startswith(PASSWORD))
    assert sorted(done) == sorted([winner, "这个邀请链接已经用过，"])
    assert User.objects.get(username="xinren").check_password(winner)
