"""The stage of an import, made by Postgres from what has happened."""

from django.db import migrations, models

STAGE = models.Case(
    models.When(merged_at__isnull=False, then=models.Value("written")),
    models.When(closed_at__isnull=False, then=models.Value("closed")),
    models.When(~models.Q(refusal=""), then=models.Value("unreadable")),
    models.When(asked_at__isnull=False, then=models.Value("writing")),
    models.When(checked_at=None, then=models.Value("checking")),
    models.When(wrong_count__gt=0, then=models.Value("wrong")),
    models.When(created_count=0, updated_count=0, then=models.Value("same")),
    default=models.Value("ready"),
)
CHOICES = [
    ("checking", "正在核对"),
    ("unreadable", "不能导入"),
    ("wrong", "有错误，请改正后重新上传"),
    ("same", "与现有数据相同，无须写入"),
    ("ready", "待确认"),
    ("writing", "正在写入"),
    ("written", "已写入"),
    ("closed", "已放弃"),
]


class Migration(migrations.Migration):
    dependencies = [("exchange", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="import",
            name="stage",
            field=models.GeneratedField(
                db_persist=True,
                expression=STAGE,
                output_field=models.CharField(choices=CHOICES, max_length=10, verbose_name="状态"),
                verbose_name="状态",
            ),
        ),
    ]
