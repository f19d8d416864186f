"""Who changes what a person holds of a Bimtek comes one after the other."""

from collections.abc import Iterable

from workshops.models import Registration


def hold_person(registrations: Iterable[int]) -> None:
    """Locks these registrations, by their keys. Before anything else of them: certificates, entitlements.

    Which version is in force, and whose JP count, follows from all certificates of one registration.
    So whoever issues, signs, supersedes or revokes one of them reads the others under this lock:
    the versions' own rows, locked one by one, were taken in opposite order by revoking and by a last
    signature; and a certificate that is being issued is no row yet that another could lock.
    """
    locked = Registration.objects.select_for_update(of=("self",), no_key=True)
    list(locked.filter(pk__in=set(registrations)).order_by("pk").values_list("pk"))
