"""The index of the enterprise list's filter by place in the library."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cultivation", "0005_list_indexes"),
        ("enterprises", "0011_stages_and_drafters"),
        ("experts", "0002_history_by_statement"),
        ("regions", "0002_load_regions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="libraryentry",
            index=models.Index(
                condition=models.Q(("status__in", ("listed", "branded"))),
                fields=["tier", "-enterprise"],
                name="entry_tier_inside",
            ),
        ),
    ]
