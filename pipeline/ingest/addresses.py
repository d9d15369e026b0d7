"""Sources as people write them: paths of this machine, addresses of others, and lists of both.

An address is whatever has `scheme://`; in the dataset its document bears the address itself as its name, without user and password.
One of the scheme `file` is a path. A list has one source a line; blank lines and lines that begin with # say nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit
from urllib.request import url2pathname

from pipeline.errors import UsageError

Named = Path | str  # a path, or an address
WEB = ("http", "https")


def named_sources(words: Sequence[str], lists: Sequence[Path] = ()) -> list[Named]:
    """Sources as a call names them, those of `lists` after them. Raises `UsageError` for an empty one, or where there is none at all."""
    found = [_named(word, Path()) for word in words]
    for one in lists:
        found += _listed(one)
    if not found:
        raise UsageError("missing SOURCE: name files, folders, globs, addresses or a list of them")
    return found


def is_address(source: Named) -> bool:
    """Does the document lie elsewhere?"""
    return isinstance(source, str) and "://" in source


def scheme_of(address: str) -> str:
    """The part before ://, in small letters."""
    return address.partition("://")[0].lower()


def public_name(address: str) -> str:
    """The address as a dataset may print it: no user, no password, no fragment."""
    if scheme_of(address) not in WEB:
        return address
    parts = urlsplit(address)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, parts.query, ""))


def _listed(path: Path) -> Iterator[Named]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"the list of sources cannot be read: {error}", document=str(path)) from error
    for line in lines:
        if line.strip() and not line.lstrip().startswith("#"):
            yield _named(line.strip(), path.parent)


def _named(word: str, folder: Path) -> Named:
    if not word.strip():
        raise UsageError("an empty SOURCE")
    if "://" not in word:
        return folder / word
    return Path(url2pathname(unquote(urlsplit(word).path))) if scheme_of(word) == "file" else word
