"""The county of every row that hangs on an enterprise, as the enterprise has it now."""

from django.db import migrations

TABLES = ("product", "qualityaward", "qualityofficer", "systemcertificate", "yearfigure")
FILL = """
    UPDATE enterprises_{table} row SET county_code = e.county_code
    FROM enterprises_enterprise e WHERE e.id = row.enterprise_id
"""


class Migration(migrations.Migration):
    dependencies = [("enterprises", "0014_item_places")]

    operations = [
        migrations.RunSQL(FILL.format(table=table), migrations.RunSQL.noop)  # noqa: S608
        for table in TABLES
    ]
