"""Settings of hypothesis for every test: a machine that is busy is no reason to fail."""

from hypothesis import HealthCheck, settings

settings.register_profile("tests", settings.default, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tests")
