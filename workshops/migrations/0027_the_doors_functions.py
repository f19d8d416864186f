from django.db import migrations

from workshops.actions.checkin.functions import definitions, drop_sql


def install(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for definition in definitions():
            schema_editor.execute(definition)


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(drop_sql())


class Migration(migrations.Migration):
    dependencies = [("workshops", "0026_holds_say_what_is_missing")]

    operations = [migrations.RunPython(install, remove)]
