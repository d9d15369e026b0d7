"""Every table by its name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pipeline.errors import UsageError
from pipeline.publish.study import abroad, assessment, athome, doings, network, sayings, times
from pipeline.publish.study.choice import Choice
from pipeline.publish.study.ground import Ground, ground_of
from pipeline.publish.study.study import Study

if TYPE_CHECKING:
    from pipeline.publish.opened import Release

TABLES: dict[str, Callable[[Ground], Study]] = {
    "by-country": abroad.by_country,
    "by-continent": abroad.by_continent,
    "by-group": abroad.by_group,
    "by-income": abroad.by_income,
    "by-province": athome.by_province,
    "by-region": athome.by_region,
    "by-level": athome.by_level,
    "by-year": times.by_year,
    "by-decade": times.by_decade,
    "by-period": times.by_period,
    "activities": doings.activities,
    "motives": sayings.motives,
    "survey": sayings.survey,
    "memberships": sayings.memberships,
    "assessments": sayings.assessments,
    "definitions": sayings.definitions,
    "portfolio": sayings.portfolio,
    "assessment": assessment.assessment,
    "network": network.network,
}


def draw(release: Release, name: str, choice: Choice) -> Study:
    """A table of a release. Raises `UsageError` for a table that is not there, or a choice that it cannot be asked about."""
    if name not in TABLES:
        raise UsageError(f"no table '{name}', only {', '.join(TABLES)}")
    return TABLES[name](ground_of(release, choice))
