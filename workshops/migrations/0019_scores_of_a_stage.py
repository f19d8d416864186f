"""A score belongs to a stage: those of before to the last stage of their Bimtek."""

import django.db.models.deletion
from django.db import migrations, models


def to_the_last_stage(apps, _schema):
    scores = apps.get_model("workshops", "TestScore").objects
    stages = apps.get_model("workshops", "Stage").objects.order_by("order", "pk")
    last = dict(stages.values_list("workshop", "pk"))  # the later one of a Bimtek wins
    held = scores.filter(stage=None).order_by()
    for workshop in held.values_list("registration__workshop", flat=True).distinct():
        keys = list(held.filter(registration__workshop=workshop).values_list("pk", flat=True))
        scores.filter(pk__in=keys).update(stage=last[workshop])


class Migration(migrations.Migration):
    dependencies = [("workshops", "0018_programmes")]

    operations = [
        migrations.AddField(
            model_name="testscore",
            name="stage",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="scores",
                to="workshops.stage",
            ),
        ),
        migrations.RunPython(to_the_last_stage, migrations.RunPython.noop),
    ]
