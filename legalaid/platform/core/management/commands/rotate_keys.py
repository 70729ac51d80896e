from django.apps import apps
from django.conf import settings
from django.core.files.storage import storages
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from legalaid.platform.core import crypto, keys
from legalaid.platform.core.fields import EncryptedTextField

BATCH = 1000


class Command(BaseCommand):
    help = "换用新的数据密钥：加一把新钥，把全部加密字段和文件改用新钥；未加密的旧文件同时加密。可以边办公边换。"

    def add_arguments(self, parser):
        parser.add_argument(
            "--no-new-key",
            action="store_true",
            help="不加新钥，只把旧钥加密的字段和文件改用当前的钥",
        )

    def handle(self, *args, no_new_key, **options):
        if not no_new_key:
            if settings.KEYS.path is None:
                raise CommandError(
                    "密钥由环境变量给出，请在 DATA_KEYS 中加入新钥后用 --no-new-key。"
                )
            version = keys.add_data_key(settings.KEYS.path)
            settings.KEYS.of(version)
            self.stdout.write(f"已加入第{version}把数据密钥。")

        count = sum(rotate(model, field) for model, field in encrypted_fields())
        files, broken = rotate_files(storages["private"])
        self.stdout.write(
            f"已重新加密{count}项、文件{files}个，均使用第{settings.KEYS.current}把密钥。"
        )
        if broken:
            raise CommandError(
                f"有{len(broken)}个文件打不开，未重新加密，旧密钥不可丢弃：{'、'.join(broken)}"
            )


def encrypted_fields():
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, EncryptedTextField):
                yield model, field


def rotate(model, field):
    """Re-encrypts the old tokens of one column in batches, below the model (frozen rows included); what somebody changes meanwhile is
    left as they wrote it. Returns how many were read."""
    table, column = (
        connection.ops.quote_name(model._meta.db_table),
        connection.ops.quote_name(field.column),
    )
    key = connection.ops.quote_name(model._meta.pk.column)
    newest, done, last = f"1${settings.KEYS.current}$%", 0, -1

    select = f"SELECT {key}, {column} FROM {table} WHERE {key} > %s AND {column} LIKE %s AND {column} NOT LIKE %s ORDER BY {key} LIMIT {BATCH}"  # noqa: S608
    update = f"UPDATE {table} SET {column} = %s WHERE {key} = %s AND {column} = %s"  # noqa: S608  names come from the models
    while True:
        with connection.cursor() as cursor:
            cursor.execute(select, [last, "1$%", newest])
            rows = cursor.fetchall()
            fresh = [
                (crypto.seal(crypto.unseal(token, field.context), field.context), pk, token)
                for pk, token in rows
            ]
            cursor.executemany(update, fresh)
        if not rows:
            return done
        done, last = done + len(rows), rows[-1][0]


def rotate_files(storage):
    """(how many were sealed with the newest key, names of those that do not open). What was in clear is sealed too."""
    done, broken = 0, []
    for name in list(storage.names()):
        try:
            done += storage.renew(name)
        except crypto.Unreadable:
            broken.append(name)
        except FileNotFoundError:
            pass  # removed meanwhile

    return done, broken
