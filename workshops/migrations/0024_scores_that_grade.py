"""Until now every score of a rule decided between lulus and telah mengikuti; it goes on to."""

from django.db import migrations


def grade(apps, schema_editor):
    rules = apps.get_model("workshops", "PassingRule").objects.exclude(minimum_score=None)
    rules.update(score_means="grades")


class Migration(migrations.Migration):
    dependencies = [("workshops", "0023_entitlement_scopes")]

    operations = [migrations.RunPython(grade, migrations.RunPython.noop)]
