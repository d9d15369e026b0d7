"""What one server holds while it runs, and which Datasette it belongs to: Datasette's plugins are shared by a whole process."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from weakref import WeakKeyDictionary

from pipeline.serve.attempts import Attempts
from pipeline.serve.csrf import FormTokens
from pipeline.serve.options import Options
from pipeline.serve.session import Sessions
from pipeline.serve.sidecar import Progress, ready_sidecar
from pipeline.serve.studies import Studies
from pipeline.serve.users import Users

DATABASE = "youcheng"  # the release's name in Datasette's addresses


@dataclass(frozen=True, slots=True)
class Site:
    """Options, people, and what is remembered between requests."""

    options: Options
    users: Users
    sessions: Sessions
    tokens: FormTokens
    attempts: Attempts
    sidecar: Path  # the search index of the release
    studies: Studies

    @property
    def release(self) -> Path:
        """The folder of the release; its name is the digest that citations give."""
        return self.options.release


_SITES: WeakKeyDictionary[object, Site] = WeakKeyDictionary()


def make_site(options: Options, *, cost: int | None = None, progress: Progress | None = None) -> Site:
    """The site of some options, its search index made where it is missing (`progress` hears how far); `cost` of a password for tests alone.

    Raises `UsageError` for a broken file of users, `ReleaseError` where the index cannot be made.
    """
    sidecar = ready_sidecar(options.release, options.cache, progress)
    users = Users(options.users) if cost is None else Users(options.users, cost=cost)
    return Site(
        options,
        users,
        Sessions(users, secure=options.secure),
        FormTokens(),
        Attempts(),
        sidecar,
        Studies(options.release),
    )


def bind(datasette: object, site: Site) -> None:
    """This Datasette shows this site."""
    _SITES[datasette] = site


def site_of(datasette: object) -> Site | None:
    """The site of a Datasette; None for one that is not ours."""
    return _SITES.get(datasette)
