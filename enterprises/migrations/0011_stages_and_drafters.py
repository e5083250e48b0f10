"""What the register already holds: days of publication and coming into force as stages, the lead drafter as the first."""

from django.db import migrations

STAGES = """
    INSERT INTO enterprises_standardstage (standard_id, stage, entered_on, note)
    SELECT id, 'published', published_on, '' FROM enterprises_standard WHERE published_on IS NOT NULL
    UNION ALL
    SELECT id, 'in_force', in_force_on, '' FROM enterprises_standard WHERE in_force_on IS NOT NULL
"""
DRAFTERS = """
    INSERT INTO enterprises_standarddrafter (standard_id, position, enterprise_id, organisation_name)
    SELECT id, 1, lead_drafter_id, '' FROM enterprises_standard WHERE lead_drafter_id IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [
        ("enterprises", "0010_standards"),
    ]

    operations = [migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (STAGES, DRAFTERS)]
