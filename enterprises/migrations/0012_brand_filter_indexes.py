"""Indexes of the enterprise list's filters by brand and by year of foundation."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("enterprises", "0011_stages_and_drafters"),
        ("regions", "0002_load_regions"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="brandholder",
            index=models.Index(condition=models.Q(("is_current", True)), fields=["-enterprise"], name="brand_now"),
        ),
        migrations.AddIndex(
            model_name="brandholder",
            index=models.Index(
                condition=models.Q(("is_current", True)), fields=["route", "-enterprise"], name="brand_now_by_route"
            ),
        ),
        migrations.AddIndex(
            model_name="brandholder",
            index=models.Index(condition=models.Q(("is_current", False)), fields=["-enterprise"], name="brand_past"),
        ),
        migrations.AddIndex(
            model_name="enterprise",
            index=models.Index(fields=["established_on", "-id"], name="enterprise_founded"),
        ),
    ]
