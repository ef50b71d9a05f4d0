"""Settings of the whole suite."""

from hypothesis import settings

# How long an example takes says more about what else the machine does; time is what the tests marked `timed` measure.
settings.register_profile("baogao", deadline=None)
settings.load_profile("baogao")
