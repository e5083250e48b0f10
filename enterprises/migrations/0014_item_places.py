"""The registers of an enterprise get the county in which the enterprise lies; not filled in yet."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import pinzibiao.regions.fields


class Migration(migrations.Migration):
    dependencies = [
        ("enterprises", "0013_indexes_at_every_level"),
        ("files", "0001_initial"),
        ("regions", "0002_load_regions"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="product",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="qualityaward",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="qualityofficer",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="systemcertificate",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="yearfigure",
            name="update_update",
        ),
        migrations.AddField(
            model_name="product",
            name="county",
            field=models.ForeignKey(
                db_column="county_code",
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="regions.region",
                verbose_name="属地",
            ),
        ),
        migrations.AddField(
            model_name="qualityaward",
            name="county",
            field=models.ForeignKey(
                db_column="county_code",
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="regions.region",
                verbose_name="属地",
            ),
        ),
        migrations.AddField(
            model_name="qualityofficer",
            name="county",
            field=models.ForeignKey(
                db_column="county_code",
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="regions.region",
                verbose_name="属地",
            ),
        ),
        migrations.AddField(
            model_name="systemcertificate",
            name="county",
            field=models.ForeignKey(
                db_column="county_code",
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="regions.region",
                verbose_name="属地",
            ),
        ),
        migrations.AddField(
            model_name="yearfigure",
            name="county",
            field=models.ForeignKey(
                db_column="county_code",
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="regions.region",
                verbose_name="属地",
            ),
        ),
        migrations.AddField(
            model_name="product",
            name="city_code",
            field=models.GeneratedField(
                db_persist=True,
                expression=pinzibiao.regions.fields.CityOf(models.F("county")),
                output_field=models.CharField(max_length=6),
            ),
        ),
        migrations.AddField(
            model_name="qualityaward",
            name="city_code",
            field=models.GeneratedField(
                db_persist=True,
                expression=pinzibiao.regions.fields.CityOf(models.F("county")),
                output_field=models.CharField(max_length=6),
            ),
        ),
        migrations.AddField(
            model_name="qualityofficer",
            name="city_code",
            field=models.GeneratedField(
                db_persist=True,
                expression=pinzibiao.regions.fields.CityOf(models.F("county")),
                output_field=models.CharField(max_length=6),
            ),
        ),
        migrations.AddField(
            model_name="systemcertificate",
            name="city_code",
            field=models.GeneratedField(
                db_persist=True,
                expression=pinzibiao.regions.fields.CityOf(models.F("county")),
                output_field=models.CharField(max_length=6),
            ),
        ),
        migrations.AddField(
            model_name="yearfigure",
            name="city_code",
            field=models.GeneratedField(
                db_persist=True,
                expression=pinzibiao.regions.fields.CityOf(models.F("county")),
                output_field=models.CharField(max_length=6),
            ),
        ),
    ]
