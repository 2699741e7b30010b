"""What the ground floor tells the registries: the first steps of a class, what is counted of it, its words."""

from classroom.lexicon import explained, start  # noqa: F401 - start registers the lexicon's check
from classroom.provisioning import first_steps

first_steps.declare()
explained.declare()
