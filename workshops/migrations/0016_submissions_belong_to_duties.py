import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("workshops", "0015_duties_of_what_was_sent"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="submission",
            name="workshops_submission_version_once",
        ),
        migrations.RemoveField(
            model_name="submission",
            name="deliverable",
        ),
        migrations.RemoveField(
            model_name="submission",
            name="invitation",
        ),
        migrations.AlterField(
            model_name="submission",
            name="duty",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="submissions",
                to="workshops.duty",
            ),
        ),
        migrations.AlterField(
            model_name="submission",
            name="content_hash",
            field=models.CharField(max_length=64),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.UniqueConstraint(
                fields=("duty", "version"),
                name="workshops_submission_version_once",
                violation_error_message="Versi ini sudah dikirim.",
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("content__isnull", True),
                        ("file__isnull", False),
                        ("link", ""),
                        ("text", ""),
                    ),
                    models.Q(
                        models.Q(("link", ""), _negated=True),
                        ("content__isnull", True),
                        ("file", None),
                        ("text", ""),
                    ),
                    models.Q(
                        models.Q(("text", ""), _negated=True),
                        ("content__isnull", True),
                        ("file", None),
                        ("link", ""),
                    ),
                    models.Q(
                        ("content__isnull", False), ("file", None), ("link", ""), ("text", "")
                    ),
                    _connector="OR",
                ),
                name="workshops_submission_has_one_body",
            ),
        ),
    ]
