"""Marks every enterprise that carries the brand today; from here on the trigger does."""

from django.db import migrations

MARK = """
    UPDATE enterprises_enterprise AS marked SET is_branded = true
    FROM enterprises_brandholder AS held WHERE held.enterprise_id = marked.id AND held.is_current
"""


class Migration(migrations.Migration):
    dependencies = [("enterprises", "0019_branded_and_two_filters_at_once")]

    operations = [migrations.RunSQL(MARK, migrations.RunSQL.noop)]
