"""Whether there is a backup that was proven to restore, and how old it is."""

from datetime import timedelta

from legalaid.platform.core.health import check, fine, soon
from legalaid.platform.core.words import moment

from . import readers
from .models import Proof

OLD = timedelta(days=2)
LOOK = "请看“备份”页面写的原因。"


@check("backup", "备份")
def proven(now):
    """Never so bad that pages stop: without a backup people work as well, and somebody must see to it."""
    if not readers.path().exists():
        return soon("还没有设置恢复密钥，没有备份。", "请在服务器上执行 manage.py backup_key。")

    newest = Proof.objects.order_by("-at").first()
    if newest and not newest.sound:
        return soon(f"{moment(newest.at)} 的{newest.get_kind_display()}没有成功。", LOOK)

    good = Proof.objects.filter(kind=Proof.Kind.RESTORED, sound=True).first()
    if good is None:
        return soon("还没有一份备份经过恢复核验。", "每天夜里自动备份和核验。")

    said = f"{moment(good.at)} 恢复核验通过。"
    return soon(said, LOOK) if good.at < now - OLD else fine(said)
