"""Who computed each batch, as its history says; the transfers of batches that are approved and not sent; what was sent again is a sending
of its own, under the number the bank was given.
"""

from django.db import migrations
from django.db.models import Sum


def carry_over(apps, schema_editor):
    Batch, Event, Firm, Payment = (
        apps.get_model(*name.split(".")) for name in ("subsidies.Batch", "audit.Event", "stations.Firm", "subsidies.Payment")
    )
    verbs = [f"batch.{key}" for key in ("fill", "remove", "adjust", "correct")]
    for batch in Batch.objects.all():
        events = Event.objects.filter(workflow="batch", subject_id=batch.pk, verb__in=verbs, actor__isnull=False)
        batch.makers = sorted(set(events.order_by().values_list("actor", flat=True)))
        batch.save(update_fields=["makers"])
    for batch in Batch.objects.filter(state="approved"):
        units = batch.calculations.order_by().values_list("firm", "firm__name").annotate(sum=Sum("total")).order_by("firm__name")
        for serial, (pk, name, amount) in enumerate(units, 1):
            firm = Firm.objects.get(pk=pk)
            Payment.objects.create(
                batch=batch, firm=firm, number=f"{batch.pk:05d}-{serial:03d}", amount=amount, state="ready", bank=firm.bank,
                account_name=firm.account_name or name, account_number=firm.account_number,
            )  # fmt: skip
    Payment.objects.filter(state="sent", attempts__gt=1).update(attempts=1, sending=2)


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0002_append_only"),
        ("stations", "0001_initial"),
        ("subsidies", "0013_transfers_frozen"),
    ]
    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]
