from django.db import migrations, models


def know_who_withdrew(apps, schema_editor):
    """Until now a row that went with its version said no reason, or that of the reopening."""
    programmes = apps.get_model("workshops", "WorkProgramme").objects
    reviews = apps.get_model("workshops", "Review").objects
    opened = reviews.filter(
        verdict="reopen",
        submission=models.OuterRef("source_submission"),
        at=models.OuterRef("withdrawn_at"),
    )
    gone = programmes.exclude(withdrawn_at=None).exclude(source_submission=None)
    gone.filter(models.Q(withdrawn_reason="") | models.Exists(opened)).update(
        withdrawn_with_plan=True
    )


class Migration(migrations.Migration):
    dependencies = [
        ("workshops", "0021_entry"),
    ]

    operations = [
        migrations.AddField(
            model_name="workprogramme",
            name="withdrawn_with_plan",
            field=models.BooleanField(default=False),
        ),
        migrations.RunPython(know_who_withdrew, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="workprogramme",
            constraint=models.CheckConstraint(
                condition=models.Q(("withdrawn_with_plan", False))
                | models.Q(
                    ("source_submission__isnull", False), ("withdrawn_at__isnull", False)
                ),
                name="workshops_workprogramme_goes_with_a_plan_it_came_from",
            ),
        ),
    ]
