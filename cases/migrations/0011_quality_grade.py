from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0010_draft_path")]

    operations = [
        migrations.AddField(
            model_name="case",
            name="grade",
            field=models.CharField(
                blank=True,
                choices=[("excellent", "优秀"), ("good", "良好"), ("pass", "合格"), ("fail", "不合格")],
                max_length=10,
                verbose_name="质量等次",
            ),
            preserve_default=False,
        ),
    ]
