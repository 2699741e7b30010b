"""What the list of pupils shows of the charter: who has signed the version in force."""

from uuid import UUID

from charter.models import Charter, Signature
from classroom.member_facts import register
from classroom.models import ClassSpace


@register("signed")
def signed(space: ClassSpace) -> set[UUID]:
    in_force = Charter.objects.adopted(space).values("pk")[:1]
    return set(Signature.objects.of_pupils().filter(charter=in_force).values_list("member", flat=True))
