"""What the list of pupils shows of the charter: who has signed the version in force."""

from uuid import UUID

from django.db.models import Max

from charter.models import Charter, Signature
from classroom.member_facts import register
from classroom.models import ClassSpace


@register("signed")
def signed(space: ClassSpace) -> set[UUID]:
    last = (
        Charter.objects.adopted(space).order_by().values("space").annotate(last=Max("version")).values("last")
    )
    signatures = Signature.objects.of_pupils().filter(charter__space=space, charter__version=last)
    return set(signatures.values_list("member", flat=True))
