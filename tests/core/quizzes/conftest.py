"""The profile of Hypothesis for `make mutants`: the same on every run, and a mutant found is not made smaller."""

from hypothesis import Phase, settings

settings.register_profile(
    "mutants", settings.get_profile("ci"), phases=(Phase.explicit, Phase.generate), database=None
)
