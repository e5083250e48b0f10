"""What the registers already hold: certificates that have run out, and the periods in which the brand was carried."""

from django.db import migrations

EXPIRED = "UPDATE enterprises_certificate SET status = 'expired' WHERE valid_to < CURRENT_DATE"
BY_CERTIFICATE = """
    INSERT INTO enterprises_brandperiod (holder_id, ground, began_on, ended_on)
    SELECT h.id, 'certificate', lower(span), upper(span)
    FROM (
        SELECT enterprise_id, sub_brand, unnest(range_agg(daterange(issued_on, valid_to + 1))) AS span
        FROM enterprises_certificate GROUP BY enterprise_id, sub_brand
    ) spans JOIN enterprises_brandholder h USING (enterprise_id, sub_brand)
    WHERE h.route = 'certification'
"""
OTHERS = """
    INSERT INTO enterprises_brandperiod (holder_id, ground, began_on, ended_on)
    SELECT h.id, CASE h.route WHEN 'certification' THEN 'record' ELSE 'authorisation' END,
           h.first_valid_on, CASE WHEN NOT h.is_current THEN greatest(h.ended_on, h.first_valid_on) END
    FROM enterprises_brandholder h
    WHERE NOT EXISTS (SELECT 1 FROM enterprises_brandperiod p WHERE p.holder_id = h.id)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("enterprises", "0006_certificates"),
    ]

    operations = [migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (EXPIRED, BY_CERTIFICATE, OTHERS)]
