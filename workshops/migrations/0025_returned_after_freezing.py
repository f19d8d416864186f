from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workshops", "0024_scores_that_grade")]

    operations = [
        migrations.AddField(
            model_name="duty",
            name="open_until",
            field=models.DateField(blank=True, null=True),
        ),
    ]
