"""Every version that was sent gets the duty it answers, and the hash of its file."""

from django.db import migrations
from django.db.models import OuterRef, Subquery


def give_duties(apps, _editor):
    duties = apps.get_model("workshops", "Duty").objects
    submissions = apps.get_model("workshops", "Submission").objects
    files = apps.get_model("participants", "StoredFile").objects
    pairs = submissions.order_by().values_list("deliverable_id", "invitation_id").distinct()
    duties.bulk_create(
        [duties.model(deliverable_id=asked, invitation_id=owner) for asked, owner in sorted(pairs)],
        batch_size=1000,
    )
    mine = duties.filter(deliverable=OuterRef("deliverable"), invitation=OuterRef("invitation"))
    sent = files.filter(pk=OuterRef("file"))
    submissions.update(
        duty=Subquery(mine.values("pk")[:1]), content_hash=Subquery(sent.values("sha256")[:1])
    )


class Migration(migrations.Migration):
    dependencies = [("workshops", "0014_duties_and_groups")]

    operations = [migrations.RunPython(give_duties, migrations.RunPython.noop)]
