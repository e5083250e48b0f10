from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("declarations", "0026_move_to_new_sections")]

    operations = [migrations.RemoveField(model_name="declaration", name="system_certificates")]
