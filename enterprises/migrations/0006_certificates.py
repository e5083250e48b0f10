import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import enterprises.codes


class Migration(migrations.Migration):
    dependencies = [
        ("enterprises", "0005_fill_search"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="BrandPeriod",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("certificate", "认证证书"),
                            ("authorisation", "自我声明授权"),
                            ("record", "历史登记"),
                        ],
                        max_length=15,
                        verbose_name="依据",
                    ),
                ),
                ("began_on", models.DateField(verbose_name="起")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="失效日期")),
            ],
            options={
                "verbose_name": "持有期间",
                "verbose_name_plural": "持有期间",
                "ordering": ["-began_on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Surveillance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "year_no",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="年次"
                    ),
                ),
                ("due_on", models.DateField(verbose_name="应监督日期")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="监督日期")),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[("passed", "通过"), ("rectified", "整改后通过"), ("failed", "不通过")],
                        max_length=10,
                        verbose_name="结果",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
            ],
            options={
                "verbose_name": "年度监督",
                "verbose_name_plural": "年度监督",
                "ordering": ["year_no"],
            },
        ),
        migrations.CreateModel(
            name="SurveillanceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "year_no",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="年次"
                    ),
                ),
                ("due_on", models.DateField(verbose_name="应监督日期")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="监督日期")),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[("passed", "通过"), ("rectified", "整改后通过"), ("failed", "不通过")],
                        max_length=10,
                        verbose_name="结果",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Suspension",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("began_on", models.DateField(verbose_name="暂停日期")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="恢复日期")),
                ("reason", models.CharField(max_length=2000, verbose_name="原因")),
            ],
            options={
                "verbose_name": "证书暂停",
                "verbose_name_plural": "证书暂停",
                "ordering": ["-began_on", "-id"],
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="certificate",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="certificate",
            name="update_update",
        ),
        migrations.RemoveIndex(
            model_name="brandholder",
            name="brand_first_valid",
        ),
        migrations.AddField(
            model_name="certificate",
            name="country",
            field=models.CharField(
                blank=True, max_length=40, validators=[enterprises.codes.validate_name], verbose_name="互认国家（地区）"
            ),
        ),
        migrations.AddField(
            model_name="certificate",
            name="ended_on",
            field=models.DateField(blank=True, null=True, verbose_name="撤销（注销）日期"),
        ),
        migrations.AddField(
            model_name="certificate",
            name="kind",
            field=models.CharField(
                choices=[("brand", "品字标认证"), ("international", "国际互认认证")],
                default="brand",
                max_length=20,
                verbose_name="证书类别",
            ),
        ),
        migrations.AddField(
            model_name="certificate",
            name="moves",
            field=models.PositiveIntegerField(default=0, editable=False, verbose_name="办理次数"),
        ),
        migrations.AddField(
            model_name="certificate",
            name="recorded_on",
            field=models.DateField(default=django.utils.timezone.localdate, editable=False, verbose_name="登记日期"),
        ),
        migrations.AddField(
            model_name="certificate",
            name="rule_no",
            field=models.CharField(
                blank=True,
                max_length=40,
                validators=[enterprises.codes.validate_certificate_rule],
                verbose_name="认证规则编号",
            ),
        ),
        migrations.AddField(
            model_name="certificate",
            name="status",
            field=models.CharField(
                choices=[
                    ("valid", "有效"),
                    ("suspended", "暂停"),
                    ("revoked", "撤销"),
                    ("cancelled", "注销"),
                    ("expired", "到期"),
                ],
                default="valid",
                max_length=10,
                verbose_name="状态",
            ),
        ),
        migrations.AddField(
            model_name="certificate",
            name="status_at",
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="状态时间"),
        ),
        migrations.AddField(
            model_name="certificateevent",
            name="country",
            field=models.CharField(
                blank=True, max_length=40, validators=[enterprises.codes.validate_name], verbose_name="互认国家（地区）"
            ),
        ),
        migrations.AddField(
            model_name="certificateevent",
            name="ended_on",
            field=models.DateField(blank=True, null=True, verbose_name="撤销（注销）日期"),
        ),
        migrations.AddField(
            model_name="certificateevent",
            name="kind",
            field=models.CharField(
                choices=[("brand", "品字标认证"), ("international", "国际互认认证")],
                default="brand",
                max_length=20,
                verbose_name="证书类别",
            ),
        ),
        migrations.AddField(
            model_name="certificateevent",
            name="recorded_on",
            field=models.DateField(default=django.utils.timezone.localdate, editable=False, verbose_name="登记日期"),
        ),
        migrations.AddField(
            model_name="certificateevent",
            name="rule_no",
            field=models.CharField(
                blank=True,
                max_length=40,
                validators=[enterprises.codes.validate_certificate_rule],
                verbose_name="认证规则编号",
            ),
        ),
        migrations.AddField(
            model_name="certificateevent",
            name="status",
            field=models.CharField(
                choices=[
                    ("valid", "有效"),
                    ("suspended", "暂停"),
                    ("revoked", "撤销"),
                    ("cancelled", "注销"),
                    ("expired", "到期"),
                ],
                default="valid",
                max_length=10,
                verbose_name="状态",
            ),
        ),
        migrations.AlterField(
            model_name="certificate",
            name="body",
            field=models.CharField(
                max_length=80, validators=[enterprises.codes.validate_name], verbose_name="认证机构"
            ),
        ),
        migrations.AlterField(
            model_name="certificate",
            name="product_name",
            field=models.CharField(max_length=400, validators=[enterprises.codes.validate_name], verbose_name="产品"),
        ),
        migrations.AlterField(
            model_name="certificateevent",
            name="body",
            field=models.CharField(
                max_length=80, validators=[enterprises.codes.validate_name], verbose_name="认证机构"
            ),
        ),
        migrations.AlterField(
            model_name="certificateevent",
            name="product_name",
            field=models.CharField(max_length=400, validators=[enterprises.codes.validate_name], verbose_name="产品"),
        ),
        migrations.AddIndex(
            model_name="brandholder",
            index=models.Index(fields=["first_valid_on", "id"], name="brand_first_valid"),
        ),
        migrations.AddIndex(
            model_name="brandholder",
            index=models.Index(fields=["is_current", "-first_valid_on"], name="brand_current"),
        ),
        migrations.AddIndex(
            model_name="brandholder",
            index=models.Index(fields=["route", "-first_valid_on"], name="brand_route"),
        ),
        migrations.AddIndex(
            model_name="brandholder",
            index=models.Index(fields=["sub_brand", "-first_valid_on"], name="brand_sub_brand"),
        ),
        migrations.AddIndex(
            model_name="certificate",
            index=models.Index(fields=["issued_on", "id"], name="certificate_issued"),
        ),
        migrations.AddIndex(
            model_name="certificate",
            index=models.Index(fields=["valid_to"], name="certificate_valid_to"),
        ),
        migrations.AddIndex(
            model_name="certificate",
            index=models.Index(fields=["status", "-issued_on"], name="certificate_status_issued"),
        ),
        migrations.AddIndex(
            model_name="certificate",
            index=models.Index(fields=["sub_brand", "-issued_on"], name="certificate_sub_brand"),
        ),
        migrations.AddIndex(
            model_name="certificate",
            index=models.Index(fields=["kind", "-issued_on"], name="certificate_kind"),
        ),
        migrations.AddIndex(
            model_name="certificate",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["number"], name="certificate_number_trigram", opclasses=["gin_trgm_ops"]
            ),
        ),
        migrations.AddIndex(
            model_name="certificate",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["product_name"], name="certificate_product_trigram", opclasses=["gin_trgm_ops"]
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="certificate",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enterprises_certificateevent" ("body", "country", "ended_on", "enterprise_id", "id", "issued_on", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_name", "recorded_on", "rule_no", "standard_id", "status", "sub_brand", "updated_at", "valid_to") SELECT new_values."body", new_values."country", new_values."ended_on", new_values."enterprise_id", new_values."id", new_values."issued_on", new_values."kind", new_values."number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."product_name", new_values."recorded_on", new_values."rule_no", new_values."standard_id", new_values."status", new_values."sub_brand", new_values."updated_at", new_values."valid_to" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="2c1f26b2199b17019202fa89b5070095de767cc1",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_fd9e5",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="enterprises_certificate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="certificate",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enterprises_certificateevent" ("body", "country", "ended_on", "enterprise_id", "id", "issued_on", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_name", "recorded_on", "rule_no", "standard_id", "status", "sub_brand", "updated_at", "valid_to") SELECT new_values."body", new_values."country", new_values."ended_on", new_values."enterprise_id", new_values."id", new_values."issued_on", new_values."kind", new_values."number", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."product_name", new_values."recorded_on", new_values."rule_no", new_values."standard_id", new_values."status", new_values."sub_brand", new_values."updated_at", new_values."valid_to" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."body" IS DISTINCT FROM (new_values."body") OR old_values."country" IS DISTINCT FROM (new_values."country") OR old_values."ended_on" IS DISTINCT FROM (new_values."ended_on") OR old_values."enterprise_id" IS DISTINCT FROM (new_values."enterprise_id") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."issued_on" IS DISTINCT FROM (new_values."issued_on") OR old_values."kind" IS DISTINCT FROM (new_values."kind") OR old_values."number" IS DISTINCT FROM (new_values."number") OR old_values."product_name" IS DISTINCT FROM (new_values."product_name") OR old_values."recorded_on" IS DISTINCT FROM (new_values."recorded_on") OR old_values."rule_no" IS DISTINCT FROM (new_values."rule_no") OR old_values."standard_id" IS DISTINCT FROM (new_values."standard_id") OR old_values."status" IS DISTINCT FROM (new_values."status") OR old_values."sub_brand" IS DISTINCT FROM (new_values."sub_brand") OR old_values."updated_at" IS DISTINCT FROM (new_values."updated_at") OR old_values."valid_to" IS DISTINCT FROM (new_values."valid_to")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="6ac2af7232832a1d4a532a31c2f10f81634eafa9",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_db2c9",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="enterprises_certificate",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.CheckConstraint(
                condition=models.Q(("ended_on", None), ("ended_on__gte", models.F("issued_on")), _connector="OR"),
                name="certificate_ends_after_issue",
            ),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["valid", "suspended", "revoked", "cancelled", "expired"])),
                name="certificate_status",
            ),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "international"), models.Q(("country", ""), _negated=True)),
                    models.Q(models.Q(("kind", "international"), _negated=True), ("country", "")),
                    _connector="OR",
                ),
                name="certificate_country",
                violation_error_message="国际互认证书请填写互认国家（地区）；其他证书请留空。",
            ),
        ),
        migrations.AddField(
            model_name="brandperiod",
            name="holder",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="periods",
                to="enterprises.brandholder",
                verbose_name="品字标企业",
            ),
        ),
        migrations.AddField(
            model_name="surveillance",
            name="certificate",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="surveillances",
                to="enterprises.certificate",
                verbose_name="证书",
            ),
        ),
        migrations.AddField(
            model_name="surveillanceevent",
            name="certificate",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="enterprises.certificate",
                verbose_name="证书",
            ),
        ),
        migrations.AddField(
            model_name="surveillanceevent",
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
            model_name="surveillanceevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="enterprises.surveillance",
            ),
        ),
        migrations.AddField(
            model_name="suspension",
            name="certificate",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="suspensions",
                to="enterprises.certificate",
                verbose_name="证书",
            ),
        ),
        migrations.AddConstraint(
            model_name="brandperiod",
            constraint=models.CheckConstraint(
                condition=models.Q(("ended_on", None), ("ended_on__gte", models.F("began_on")), _connector="OR"),
                name="brand_period_ends_after_begin",
            ),
        ),
        migrations.AddConstraint(
            model_name="brandperiod",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_on", None)), fields=("holder", "ground"), name="brand_open_period"
            ),
        ),
        migrations.AddIndex(
            model_name="surveillance",
            index=models.Index(condition=models.Q(("done_on", None)), fields=["due_on"], name="surveillance_due"),
        ),
        migrations.AddConstraint(
            model_name="surveillance",
            constraint=models.UniqueConstraint(fields=("certificate", "year_no"), name="surveillance_once_a_year"),
        ),
        migrations.AddConstraint(
            model_name="surveillance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("done_on", None), ("result", "")),
                    models.Q(("done_on__isnull", False), models.Q(("result", ""), _negated=True)),
                    _connector="OR",
                ),
                name="surveillance_has_result",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="surveillance",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enterprises_surveillanceevent" ("certificate_id", "done_on", "due_on", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "result", "year_no") SELECT new_values."certificate_id", new_values."done_on", new_values."due_on", new_values."id", new_values."note", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."result", new_values."year_no" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="be01ed8fe9e4041e04c6402aa5db750fac68f511",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_73f33",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="enterprises_surveillance",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="surveillance",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enterprises_surveillanceevent" ("certificate_id", "done_on", "due_on", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "result", "year_no") SELECT new_values."certificate_id", new_values."done_on", new_values."due_on", new_values."id", new_values."note", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."result", new_values."year_no" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="e7ee8a2df72b13ee923131662b85d742faeccce9",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5b88a",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="enterprises_surveillance",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="suspension",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_on", None)), fields=("certificate",), name="suspended_once_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="suspension",
            constraint=models.CheckConstraint(
                condition=models.Q(("ended_on", None), ("ended_on__gte", models.F("began_on")), _connector="OR"),
                name="suspension_ends_after_begin",
            ),
        ),
    ]
