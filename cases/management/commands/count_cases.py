from django.core.management.base import BaseCommand
from django.db import transaction

from cases.domain.counted import rebuild
from legalaid.platform.procedure import deadlines


class Command(BaseCommand):
    help = "重新计算每个案件的统计行和各月合计（导入旧数据或修改案由对应表之后）。"

    def handle(self, *args, **options):
        with transaction.atomic():
            count = rebuild()
            deadlines.add_up()
        self.stdout.write(f"已重新计算{count}件案件的统计行。")
