from django.core.management.base import BaseCommand, CommandError

from cases.models import Case
from legalaid.platform.audit import chain
from legalaid.platform.documents import volumes


class Command(BaseCommand):
    help = (
        "核验封存的卷宗：逐卷读出文件，与登记的校验码、审计链中的封存记录核对，打印证明。"
        "退出码：0 全部完好，1 有不符的。"
    )

    def add_arguments(self, parser):
        parser.add_argument("numbers", nargs="*", metavar="案件编号", help="不写就核验全部")

    def handle(self, *args, numbers, **options):
        count, head, broken = chain.verify()
        if broken is not None:
            raise CommandError(f"审计链在第{broken}条断裂，封存记录不足为凭；先执行 verify_audit。")
        self.stdout.write(f"审计链完好：{count}条，链首 {head}")

        proofs = list(volumes.prove_all(self._keys(numbers)))
        for proof in proofs:
            self.stdout.write(proof.sentence)

        if faults := sum(bool(proof.fault) for proof in proofs):
            raise CommandError(f"{len(proofs)}卷中有{faults}卷不符。", returncode=1)
        self.stdout.write(f"{len(proofs)}卷全部完好。")

    def _keys(self, numbers):
        """Of the cases asked for; None: of all."""
        if not numbers:
            return None

        found = dict(Case.objects.filter(number__in=numbers).values_list("number", "pk"))
        if unknown := [number for number in numbers if number not in found]:
            raise CommandError(f"没有这个案件：{'、'.join(unknown)}。")
        return list(found.values())
