"""What went wrong with one document, as a run's report and a release print it."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.errors import YouchengError


@dataclass(frozen=True, slots=True, order=True)
class Trouble:
    """A named error of one document; `code` is stable, `message` is for people."""

    document: str
    code: str
    message: str
    place: str | None = None

    @classmethod
    def of(cls, error: YouchengError, *, document: str | None = None) -> Trouble:
        """The trouble that an error is; `document` stands in where the error names none."""
        return cls(error.document or document or "", error.code, error.message, error.place)

    def __str__(self) -> str:
        where = " ".join(part for part in (self.document, self.place) if part)
        return f"{where}: {self.message} [{self.code}]"
