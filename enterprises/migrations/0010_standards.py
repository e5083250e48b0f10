import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import enterprises.codes


class Migration(migrations.Migration):
    dependencies = [
        ("enterprises", "0009_item_registers"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="StandardDrafter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(99),
                        ],
                        verbose_name="顺序",
                    ),
                ),
                (
                    "organisation_name",
                    models.CharField(
                        blank=True,
                        max_length=120,
                        validators=[enterprises.codes.validate_name],
                        verbose_name="单位名称",
                    ),
                ),
            ],
            options={
                "verbose_name": "起草单位",
                "verbose_name_plural": "起草单位",
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="StandardDrafterEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(99),
                        ],
                        verbose_name="顺序",
                    ),
                ),
                (
                    "organisation_name",
                    models.CharField(
                        blank=True,
                        max_length=120,
                        validators=[enterprises.codes.validate_name],
                        verbose_name="单位名称",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StandardPublisher",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "name",
                    models.CharField(
                        error_messages={"unique": "这个发布机构已登记，请直接修改它的起止日期。"},
                        max_length=80,
                        unique=True,
                        validators=[enterprises.codes.validate_name],
                        verbose_name="发布机构",
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="启用日期")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="停用日期")),
            ],
            options={
                "verbose_name": "标准发布机构",
                "verbose_name_plural": "标准发布机构",
                "ordering": ["-valid_from", "name"],
            },
        ),
        migrations.CreateModel(
            name="StandardPublisherEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "name",
                    models.CharField(
                        error_messages={"unique": "这个发布机构已登记，请直接修改它的起止日期。"},
                        max_length=80,
                        validators=[enterprises.codes.validate_name],
                        verbose_name="发布机构",
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="启用日期")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="停用日期")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StandardStage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("proposed", "立项建议"),
                            ("approved", "立项"),
                            ("drafting", "研制"),
                            ("consulting", "征求意见"),
                            ("review", "评审"),
                            ("published", "批准发布"),
                            ("in_force", "实施"),
                        ],
                        max_length=10,
                        verbose_name="阶段",
                    ),
                ),
                ("entered_on", models.DateField(verbose_name="进入日期")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
            ],
            options={
                "verbose_name": "标准阶段",
                "verbose_name_plural": "标准阶段",
                "ordering": ["entered_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="StandardStageEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("proposed", "立项建议"),
                            ("approved", "立项"),
                            ("drafting", "研制"),
                            ("consulting", "征求意见"),
                            ("review", "评审"),
                            ("published", "批准发布"),
                            ("in_force", "实施"),
                        ],
                        max_length=10,
                        verbose_name="阶段",
                    ),
                ),
                ("entered_on", models.DateField(verbose_name="进入日期")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="standard",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="standard",
            name="update_update",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="standard",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enterprises_standardevent" ("created_at", "id", "in_force_on", "lead_drafter_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "publisher_id", "stage", "title", "updated_at", "withdrawn_on") SELECT new_values."created_at", new_values."id", new_values."in_force_on", new_values."lead_drafter_id", new_values."number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."published_on", new_values."publisher_id", new_values."stage", new_values."title", new_values."updated_at", new_values."withdrawn_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="4574dd35b7d467f1f893cc7f2aceb5f79b799030",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_326c6",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="enterprises_standard",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="standard",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enterprises_standardevent" ("created_at", "id", "in_force_on", "lead_drafter_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "publisher_id", "stage", "title", "updated_at", "withdrawn_on") SELECT new_values."created_at", new_values."id", new_values."in_force_on", new_values."lead_drafter_id", new_values."number", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."published_on", new_values."publisher_id", new_values."stage", new_values."title", new_values."updated_at", new_values."withdrawn_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="bebc15718a8452e6e983f30f8477a524dc2daf7d",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_508b9",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="enterprises_standard",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="standarddrafter",
            name="enterprise",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="drafting",
                to="enterprises.enterprise",
                verbose_name="企业",
            ),
        ),
        migrations.AddField(
            model_name="standarddrafter",
            name="standard",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="drafters",
                to="enterprises.standard",
                verbose_name="标准",
            ),
        ),
        migrations.AddField(
            model_name="standarddrafterevent",
            name="enterprise",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="enterprises.enterprise",
                verbose_name="企业",
            ),
        ),
        migrations.AddField(
            model_name="standarddrafterevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="standarddrafterevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="enterprises.standarddrafter",
            ),
        ),
        migrations.AddField(
            model_name="standarddrafterevent",
            name="standard",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="enterprises.standard",
                verbose_name="标准",
            ),
        ),
        migrations.AddConstraint(
            model_name="standardpublisher",
            constraint=models.CheckConstraint(
                condition=models.Q(("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"),
                name="publisher_days",
                violation_error_message="停用日期不能早于启用日期。",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="standardpublisher",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enterprises_standardpublisherevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_from", "valid_to") SELECT new_values."id", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."valid_from", new_values."valid_to" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="5a0f67074632b813bbd0bce19b7f53c2084eac25",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_2500c",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="enterprises_standardpublisher",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="standardpublisher",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enterprises_standardpublisherevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_from", "valid_to") SELECT new_values."id", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."valid_from", new_values."valid_to" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="244e28459c85455e335f67ef019511c0301eaac2",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_55b8f",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="enterprises_standardpublisher",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="standard",
            name="publisher",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="standards",
                to="enterprises.standardpublisher",
                verbose_name="发布机构",
            ),
        ),
        migrations.AddField(
            model_name="standardevent",
            name="publisher",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="enterprises.standardpublisher",
                verbose_name="发布机构",
            ),
        ),
        migrations.AddIndex(
            model_name="standard",
            index=models.Index(fields=["in_force_on"], name="standard_in_force"),
        ),
        migrations.AddIndex(
            model_name="standard",
            index=models.Index(
                condition=models.Q(("withdrawn_on__isnull", False)), fields=["withdrawn_on"], name="standard_withdrawn"
            ),
        ),
        migrations.AddIndex(
            model_name="standard",
            index=models.Index(fields=["stage", "-number"], name="standard_stage"),
        ),
        migrations.AddIndex(
            model_name="standard",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["number"], name="standard_number_trigram", opclasses=["gin_trgm_ops"]
            ),
        ),
        migrations.AddConstraint(
            model_name="standard",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__regex", "^T/ZZB \\d{4,5}—\\d{4}$")), name="standard_number_form"
            ),
        ),
        migrations.AddField(
            model_name="standardpublisherevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="standardpublisherevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="enterprises.standardpublisher",
            ),
        ),
        migrations.AddField(
            model_name="standardstage",
            name="standard",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="stages",
                to="enterprises.standard",
                verbose_name="标准",
            ),
        ),
        migrations.AddField(
            model_name="standardstageevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="standardstageevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="enterprises.standardstage",
            ),
        ),
        migrations.AddField(
            model_name="standardstageevent",
            name="standard",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="enterprises.standard",
                verbose_name="标准",
            ),
        ),
        migrations.AddConstraint(
            model_name="standarddrafter",
            constraint=models.UniqueConstraint(
                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                fields=("standard", "position"),
                name="drafter_position",
            ),
        ),
        migrations.AddConstraint(
            model_name="standarddrafter",
            constraint=models.CheckConstraint(
                condition=models.Q(("enterprise", None), ("organisation_name", ""), _connector="XOR"),
                name="drafter_is_one_of_two",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="standarddrafter",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enterprises_standarddrafterevent" ("enterprise_id", "id", "organisation_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "standard_id") SELECT new_values."enterprise_id", new_values."id", new_values."organisation_name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position", new_values."standard_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="0b200aafe38ecf943cabd8842a6005cfd64f1e94",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_1ac36",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="enterprises_standarddrafter",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="standarddrafter",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enterprises_standarddrafterevent" ("enterprise_id", "id", "organisation_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "standard_id") SELECT new_values."enterprise_id", new_values."id", new_values."organisation_name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position", new_values."standard_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="ebd18b134c9de7ed62a7319c7c29e4e5f3507ab0",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c2b0a",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="enterprises_standarddrafter",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="standarddrafter",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enterprises_standarddrafterevent" ("enterprise_id", "id", "organisation_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "standard_id") SELECT old_values."enterprise_id", old_values."id", old_values."organisation_name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."standard_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="a27dbf3dc621d8e6e61e276c752714b4d9aa279f",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c88a6",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="enterprises_standarddrafter",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="standardstage",
            constraint=models.UniqueConstraint(
                fields=("standard", "stage", "entered_on"),
                name="standard_stage_once_a_day",
                violation_error_message="这一天的这个阶段已登记。",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="standardstage",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enterprises_standardstageevent" ("entered_on", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stage", "standard_id") SELECT new_values."entered_on", new_values."id", new_values."note", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."stage", new_values."standard_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="d13c8cedf718c12988c069668b6039460af2968f",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_13524",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="enterprises_standardstage",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="standardstage",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enterprises_standardstageevent" ("entered_on", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stage", "standard_id") SELECT new_values."entered_on", new_values."id", new_values."note", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."stage", new_values."standard_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="1a573e54da31b38349ce0a1b1d5bd5503661d36f",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_203f5",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="enterprises_standardstage",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="standardstage",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enterprises_standardstageevent" ("entered_on", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stage", "standard_id") SELECT old_values."entered_on", old_values."id", old_values."note", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."stage", old_values."standard_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="589758209294c9c0aba6596b3a0068db138dfcc2",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_ced28",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="enterprises_standardstage",
                    when="AFTER",
                ),
            ),
        ),
    ]
