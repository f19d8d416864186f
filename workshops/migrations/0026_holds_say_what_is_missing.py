from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workshops", "0025_returned_after_freezing")]

    operations = [
        migrations.AddField(
            model_name="entryhold",
            name="missing",
            field=models.TextField(blank=True, default=""),
        ),
    ]
