"""Products, officers, awards and system certificates are found by a word of two characters."""

import django.contrib.postgres.indexes
from django.db import migrations

import pinzibiao.lib.bigrams
from pinzibiao.lib.bigrams import FUNCTION


class Migration(migrations.Migration):
    dependencies = [
        ("enterprises", "0016_item_places_kept"),
        ("files", "0001_initial"),
        ("regions", "0002_load_regions"),
    ]

    operations = [
        migrations.RunSQL(FUNCTION, migrations.RunSQL.noop),
        migrations.RemoveIndex(
            model_name="product",
            name="product_name_trigram",
        ),
        migrations.RemoveIndex(
            model_name="qualityofficer",
            name="quality_officer_name",
        ),
        migrations.AddIndex(
            model_name="product",
            index=django.contrib.postgres.indexes.GinIndex(
                pinzibiao.lib.bigrams.Bigrams("name"), name="product_name_pairs"
            ),
        ),
        migrations.AddIndex(
            model_name="qualityaward",
            index=django.contrib.postgres.indexes.GinIndex(
                pinzibiao.lib.bigrams.Bigrams("name"), name="award_name_pairs"
            ),
        ),
        migrations.AddIndex(
            model_name="qualityofficer",
            index=django.contrib.postgres.indexes.GinIndex(
                pinzibiao.lib.bigrams.Bigrams("name"), name="officer_name_pairs"
            ),
        ),
        migrations.AddIndex(
            model_name="systemcertificate",
            index=django.contrib.postgres.indexes.GinIndex(
                pinzibiao.lib.bigrams.Bigrams("number"), name="system_number_pairs"
            ),
        ),
    ]
