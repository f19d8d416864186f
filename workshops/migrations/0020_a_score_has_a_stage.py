import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workshops", "0019_scores_of_a_stage")]

    operations = [
        migrations.AlterField(
            model_name="testscore",
            name="stage",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="scores",
                to="workshops.stage",
            ),
        ),
        migrations.RemoveConstraint(
            model_name="testscore", name="workshops_testscore_once_a_kind"
        ),
        migrations.AddConstraint(
            model_name="testscore",
            constraint=models.UniqueConstraint(
                fields=("registration", "stage", "kind"), name="workshops_testscore_once_a_kind"
            ),
        ),
    ]
