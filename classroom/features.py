"""What the ground floor tells the registries: the first steps of a class, and what is counted of it."""

from classroom.provisioning import first_steps

first_steps.declare()
