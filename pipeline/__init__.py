"""youcheng: reads Chinese reports about international sister cities and makes a dataset whose every value leads back to its page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.publish.opened import Release, open_release

__all__ = ["Release", "open_release"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the face of the package offers; loaded when it is asked for
    """The Python face, without making each worker load it."""
    if name in __all__:
        from pipeline.publish import opened

        return getattr(opened, name)
    raise AttributeError(f"module 'pipeline' has no attribute '{name}'")
