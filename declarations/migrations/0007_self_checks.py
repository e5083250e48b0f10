"""The deadline of an authorised case is its next yearly self-check: the next anniversary within the term."""

from django.db import migrations

NEXT = """
    UPDATE declarations_declaration d SET due_on = anniversary.day
    FROM declarations_authorisation a, LATERAL (
        SELECT (a.valid_from + make_interval(years => extract(year FROM age(current_date, a.valid_from))::int + 1))::date
    ) anniversary (day)
    WHERE a.declaration_id = d.id AND d.status = 'authorised' AND d.due_on IS NULL AND anniversary.day <= a.valid_to
"""


class Migration(migrations.Migration):
    dependencies = [("declarations", "0006_mended")]

    operations = [migrations.RunSQL(NEXT, migrations.RunSQL.noop)]
