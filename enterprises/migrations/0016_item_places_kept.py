"""The county of what hangs on an enterprise is kept by the database: never empty, in every index, moved along."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("enterprises", "0015_fill_item_places"),
        ("regions", "0002_load_regions"),
    ]

    operations = [
        migrations.AlterField(
            model_name="product",
            name="county",
            field=models.ForeignKey(
                db_column="county_code",
                db_index=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="regions.region",
                verbose_name="属地",
            ),
        ),
        migrations.AlterField(
            model_name="qualityaward",
            name="county",
            field=models.ForeignKey(
                db_column="county_code",
                db_index=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="regions.region",
                verbose_name="属地",
            ),
        ),
        migrations.AlterField(
            model_name="qualityofficer",
            name="county",
            field=models.ForeignKey(
                db_column="county_code",
                db_index=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="regions.region",
                verbose_name="属地",
            ),
        ),
        migrations.AlterField(
            model_name="systemcertificate",
            name="county",
            field=models.ForeignKey(
                db_column="county_code",
                db_index=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="regions.region",
                verbose_name="属地",
            ),
        ),
        migrations.AlterField(
            model_name="yearfigure",
            name="county",
            field=models.ForeignKey(
                db_column="county_code",
                db_index=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="regions.region",
                verbose_name="属地",
            ),
        ),
        migrations.RemoveIndex(
            model_name="qualityofficer",
            name="quality_officer_trained",
        ),
        migrations.RenameIndex(
            model_name="product",
            new_name="product_device",
            old_name="product_device_class",
        ),
        migrations.RenameIndex(
            model_name="product",
            new_name="product_licence",
            old_name="product_licence_valid",
        ),
        migrations.RenameIndex(
            model_name="systemcertificate",
            new_name="system_kind",
            old_name="system_certificate_kind",
        ),
        migrations.RenameIndex(
            model_name="systemcertificate",
            new_name="system_valid",
            old_name="system_certificate_valid",
        ),
        migrations.AddIndex(
            model_name="product",
            index=models.Index(fields=["county", "-id"], name="product_county"),
        ),
        migrations.AddIndex(
            model_name="product",
            index=models.Index(fields=["city_code", "-id"], name="product_city"),
        ),
        migrations.AddIndex(
            model_name="product",
            index=models.Index(fields=["city_code", "device_class", "-id"], name="product_device_city"),
        ),
        migrations.AddIndex(
            model_name="product",
            index=models.Index(fields=["county", "device_class", "-id"], name="product_device_county"),
        ),
        migrations.AddIndex(
            model_name="product",
            index=models.Index(fields=["city_code", "licence_valid_to", "-id"], name="product_licence_city"),
        ),
        migrations.AddIndex(
            model_name="product",
            index=models.Index(fields=["county", "licence_valid_to", "-id"], name="product_licence_county"),
        ),
        migrations.AddIndex(
            model_name="qualityaward",
            index=models.Index(fields=["county", "-id"], name="qualityaward_county"),
        ),
        migrations.AddIndex(
            model_name="qualityaward",
            index=models.Index(fields=["city_code", "-id"], name="qualityaward_city"),
        ),
        migrations.AddIndex(
            model_name="qualityaward",
            index=models.Index(fields=["city_code", "level", "-id"], name="award_level_city"),
        ),
        migrations.AddIndex(
            model_name="qualityaward",
            index=models.Index(fields=["county", "level", "-id"], name="award_level_county"),
        ),
        migrations.AddIndex(
            model_name="qualityaward",
            index=models.Index(fields=["city_code", "year", "-id"], name="award_year_city"),
        ),
        migrations.AddIndex(
            model_name="qualityaward",
            index=models.Index(fields=["county", "year", "-id"], name="award_year_county"),
        ),
        migrations.AddIndex(
            model_name="qualityofficer",
            index=models.Index(fields=["county", "-id"], name="qualityofficer_county"),
        ),
        migrations.AddIndex(
            model_name="qualityofficer",
            index=models.Index(fields=["city_code", "-id"], name="qualityofficer_city"),
        ),
        migrations.AddIndex(
            model_name="qualityofficer",
            index=models.Index(fields=["trained_on", "-id"], name="officer_trained"),
        ),
        migrations.AddIndex(
            model_name="qualityofficer",
            index=models.Index(fields=["city_code", "trained_on", "-id"], name="officer_trained_city"),
        ),
        migrations.AddIndex(
            model_name="qualityofficer",
            index=models.Index(fields=["county", "trained_on", "-id"], name="officer_trained_county"),
        ),
        migrations.AddIndex(
            model_name="qualityofficer",
            index=models.Index(fields=["is_active", "-id"], name="officer_active"),
        ),
        migrations.AddIndex(
            model_name="qualityofficer",
            index=models.Index(fields=["city_code", "is_active", "-id"], name="officer_active_city"),
        ),
        migrations.AddIndex(
            model_name="qualityofficer",
            index=models.Index(fields=["county", "is_active", "-id"], name="officer_active_county"),
        ),
        migrations.AddIndex(
            model_name="systemcertificate",
            index=models.Index(fields=["county", "-id"], name="systemcertificate_county"),
        ),
        migrations.AddIndex(
            model_name="systemcertificate",
            index=models.Index(fields=["city_code", "-id"], name="systemcertificate_city"),
        ),
        migrations.AddIndex(
            model_name="systemcertificate",
            index=models.Index(fields=["city_code", "kind", "-id"], name="system_kind_city"),
        ),
        migrations.AddIndex(
            model_name="systemcertificate",
            index=models.Index(fields=["county", "kind", "-id"], name="system_kind_county"),
        ),
        migrations.AddIndex(
            model_name="systemcertificate",
            index=models.Index(fields=["city_code", "valid_to", "-id"], name="system_valid_city"),
        ),
        migrations.AddIndex(
            model_name="systemcertificate",
            index=models.Index(fields=["county", "valid_to", "-id"], name="system_valid_county"),
        ),
        migrations.AddIndex(
            model_name="yearfigure",
            index=models.Index(fields=["county", "-id"], name="yearfigure_county"),
        ),
        migrations.AddIndex(
            model_name="yearfigure",
            index=models.Index(fields=["city_code", "-id"], name="yearfigure_city"),
        ),
        migrations.AddIndex(
            model_name="yearfigure",
            index=models.Index(fields=["city_code", "year", "-id"], name="year_figure_year_city"),
        ),
        migrations.AddIndex(
            model_name="yearfigure",
            index=models.Index(fields=["county", "year", "-id"], name="year_figure_year_county"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="enterprise",
            trigger=pgtrigger.compiler.Trigger(
                name="takes_rows_along",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."county_code" IS DISTINCT FROM (NEW."county_code"))',
                    func="UPDATE enterprises_product SET county_code = NEW.county_code WHERE enterprise_id = NEW.id; UPDATE enterprises_qualityaward SET county_code = NEW.county_code WHERE enterprise_id = NEW.id; UPDATE enterprises_qualityofficer SET county_code = NEW.county_code WHERE enterprise_id = NEW.id; UPDATE enterprises_systemcertificate SET county_code = NEW.county_code WHERE enterprise_id = NEW.id; UPDATE enterprises_yearfigure SET county_code = NEW.county_code WHERE enterprise_id = NEW.id; RETURN NULL;",
                    hash="e542ceeb68cff2acc43ca43521482542a03a48d1",
                    operation='UPDATE OF "county_code"',
                    pgid="pgtrigger_takes_rows_along_dcba6",
                    table="enterprises_enterprise",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="product",
            trigger=pgtrigger.compiler.Trigger(
                name="lies_with_enterprise",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            SELECT county_code INTO NEW.county_code FROM enterprises_enterprise\n            WHERE id = NEW.enterprise_id FOR KEY SHARE;\n            RETURN NEW;\n        ",
                    hash="a00c327cc9f2ae544dc6cfd8aece0f7b2d7545d3",
                    operation='INSERT OR UPDATE OF "enterprise_id"',
                    pgid="pgtrigger_lies_with_enterprise_4725f",
                    table="enterprises_product",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="product",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enterprises_productevent" ("category", "device_class", "enterprise_id", "id", "licence_issued_on", "licence_no", "licence_valid_to", "models_text", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "standard_id", "trademark", "trademark_no", "updated_at") SELECT new_values."category", new_values."device_class", new_values."enterprise_id", new_values."id", new_values."licence_issued_on", new_values."licence_no", new_values."licence_valid_to", new_values."models_text", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."standard_id", new_values."trademark", new_values."trademark_no", new_values."updated_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."category" IS DISTINCT FROM (new_values."category") OR old_values."device_class" IS DISTINCT FROM (new_values."device_class") OR old_values."enterprise_id" IS DISTINCT FROM (new_values."enterprise_id") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."licence_issued_on" IS DISTINCT FROM (new_values."licence_issued_on") OR old_values."licence_no" IS DISTINCT FROM (new_values."licence_no") OR old_values."licence_valid_to" IS DISTINCT FROM (new_values."licence_valid_to") OR old_values."models_text" IS DISTINCT FROM (new_values."models_text") OR old_values."name" IS DISTINCT FROM (new_values."name") OR old_values."standard_id" IS DISTINCT FROM (new_values."standard_id") OR old_values."trademark" IS DISTINCT FROM (new_values."trademark") OR old_values."trademark_no" IS DISTINCT FROM (new_values."trademark_no") OR old_values."updated_at" IS DISTINCT FROM (new_values."updated_at")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="97527162d756b892ddb7f21a5ad37baa9d6ed9c5",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9fd30",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="enterprises_product",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="qualityaward",
            trigger=pgtrigger.compiler.Trigger(
                name="lies_with_enterprise",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            SELECT county_code INTO NEW.county_code FROM enterprises_enterprise\n            WHERE id = NEW.enterprise_id FOR KEY SHARE;\n            RETURN NEW;\n        ",
                    hash="ab102df6d01833df5f7ffa7aae21eaf4ada4b841",
                    operation='INSERT OR UPDATE OF "enterprise_id"',
                    pgid="pgtrigger_lies_with_enterprise_6e941",
                    table="enterprises_qualityaward",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="qualityaward",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enterprises_qualityawardevent" ("awarded_on", "enterprise_id", "id", "level", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "year") SELECT new_values."awarded_on", new_values."enterprise_id", new_values."id", new_values."level", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."awarded_on" IS DISTINCT FROM (new_values."awarded_on") OR old_values."enterprise_id" IS DISTINCT FROM (new_values."enterprise_id") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."level" IS DISTINCT FROM (new_values."level") OR old_values."name" IS DISTINCT FROM (new_values."name") OR old_values."year" IS DISTINCT FROM (new_values."year")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="a6a16fb246304a8f9e9b4fffc7475a2c10e34c5d",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6f7fc",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="enterprises_qualityaward",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="qualityofficer",
            trigger=pgtrigger.compiler.Trigger(
                name="lies_with_enterprise",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            SELECT county_code INTO NEW.county_code FROM enterprises_enterprise\n            WHERE id = NEW.enterprise_id FOR KEY SHARE;\n            RETURN NEW;\n        ",
                    hash="8cc91f3de98c6e3ebae6c39b1b62af269035b46c",
                    operation='INSERT OR UPDATE OF "enterprise_id"',
                    pgid="pgtrigger_lies_with_enterprise_2c792",
                    table="enterprises_qualityofficer",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="qualityofficer",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enterprises_qualityofficerevent" ("appointed_on", "certificate_no", "document_id", "enterprise_id", "id", "is_active", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post", "trained_on") SELECT new_values."appointed_on", new_values."certificate_no", new_values."document_id", new_values."enterprise_id", new_values."id", new_values."is_active", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."post", new_values."trained_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."appointed_on" IS DISTINCT FROM (new_values."appointed_on") OR old_values."certificate_no" IS DISTINCT FROM (new_values."certificate_no") OR old_values."document_id" IS DISTINCT FROM (new_values."document_id") OR old_values."enterprise_id" IS DISTINCT FROM (new_values."enterprise_id") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."is_active" IS DISTINCT FROM (new_values."is_active") OR old_values."name" IS DISTINCT FROM (new_values."name") OR old_values."post" IS DISTINCT FROM (new_values."post") OR old_values."trained_on" IS DISTINCT FROM (new_values."trained_on")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="3970c23243f5f69612bfcabd3b68cb9844b0b73c",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_85a27",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="enterprises_qualityofficer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="systemcertificate",
            trigger=pgtrigger.compiler.Trigger(
                name="lies_with_enterprise",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            SELECT county_code INTO NEW.county_code FROM enterprises_enterprise\n            WHERE id = NEW.enterprise_id FOR KEY SHARE;\n            RETURN NEW;\n        ",
                    hash="231f982a2eed15657ddb00ff81f7ab1c156a2d92",
                    operation='INSERT OR UPDATE OF "enterprise_id"',
                    pgid="pgtrigger_lies_with_enterprise_4045c",
                    table="enterprises_systemcertificate",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="systemcertificate",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enterprises_systemcertificateevent" ("body", "enterprise_id", "id", "issued_on", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_to") SELECT new_values."body", new_values."enterprise_id", new_values."id", new_values."issued_on", new_values."kind", new_values."number", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."valid_to" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."body" IS DISTINCT FROM (new_values."body") OR old_values."enterprise_id" IS DISTINCT FROM (new_values."enterprise_id") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."issued_on" IS DISTINCT FROM (new_values."issued_on") OR old_values."kind" IS DISTINCT FROM (new_values."kind") OR old_values."number" IS DISTINCT FROM (new_values."number") OR old_values."valid_to" IS DISTINCT FROM (new_values."valid_to")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="ce786d6d929bf2f0cd982c56c74ced3aa4e65afd",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2715d",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="enterprises_systemcertificate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="yearfigure",
            trigger=pgtrigger.compiler.Trigger(
                name="lies_with_enterprise",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            SELECT county_code INTO NEW.county_code FROM enterprises_enterprise\n            WHERE id = NEW.enterprise_id FOR KEY SHARE;\n            RETURN NEW;\n        ",
                    hash="3f19fb1e975a9cc33800fb273615d223433a359a",
                    operation='INSERT OR UPDATE OF "enterprise_id"',
                    pgid="pgtrigger_lies_with_enterprise_d8414",
                    table="enterprises_yearfigure",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="yearfigure",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enterprises_yearfigureevent" ("brand_sales_wan", "enterprise_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revenue_wan", "year") SELECT new_values."brand_sales_wan", new_values."enterprise_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."revenue_wan", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."brand_sales_wan" IS DISTINCT FROM (new_values."brand_sales_wan") OR old_values."enterprise_id" IS DISTINCT FROM (new_values."enterprise_id") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."revenue_wan" IS DISTINCT FROM (new_values."revenue_wan") OR old_values."year" IS DISTINCT FROM (new_values."year")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="35846a273af4d11d053485a9fd92109a9ae77abd",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2a142",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="enterprises_yearfigure",
                    when="AFTER",
                ),
            ),
        ),
    ]
