from django.db import migrations

from workshops.actions.checkin.functions import definitions, drop_sql

# A database of before the one history has them already, perhaps with fewer columns.
BEFORE = """
DO $do$
DECLARE
  made regprocedure;
BEGIN
  FOR made IN SELECT oid FROM pg_proc
    WHERE proname IN ('workshops_door_facts', 'workshops_door_keep')
      AND pronamespace = current_schema()::regnamespace
  LOOP
    EXECUTE 'DROP FUNCTION ' || made;
  END LOOP;
END
$do$
"""


def install(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(BEFORE)
        for definition in definitions():
            schema_editor.execute(definition)


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(drop_sql())


class Migration(migrations.Migration):
    dependencies = [("workshops", "0001_whole")]

    operations = [migrations.RunPython(install, remove)]
