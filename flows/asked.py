"""What a flow is asked to do, as one validated object: Prefect shows its JSON schema as a form, a deployment stores it, a call makes it.

It holds no secret: Prefect keeps a run's parameters in its database. The webhook comes from the environment (`YOUCHENG_WEBHOOK`), a
database's password from where its driver looks for it.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from pipeline.document import CUT, Settings
from pipeline.errors import UsageError
from pipeline.ingest.addresses import Named, named_sources, public_name
from pipeline.places.territories import DEFAULT_LABEL, territories
from pipeline.publish.profile import Profile
from pipeline.read.ocr_settings import OcrMode, OcrSettings, check_mode
from pipeline.run import keeping, release_folder
from pipeline.store.files import work_store
from pipeline.watch import WorkLimits

MEGABYTE = 1_000_000


class Runner(StrEnum):
    """Where batches are worked."""

    THREADS = "threads"  # in worker processes of this one
    DASK = "dask"


class DatasetSettings(BaseModel):
    """One dataset: where its documents come from, where its releases go, and how the work is cut."""

    model_config = ConfigDict(extra="forbid", frozen=True, title="Dataset")

    sources: Annotated[list[str], Field(description="Files, folders, globs, or addresses (http, https, s3, …).")] = []
    source_lists: Annotated[list[Path], Field(description="Lists of sources, one a line, read anew by each run.")] = []
    out: Annotated[Path, Field(description="Folder for the releases and the work store.")]
    name: Annotated[str | None, Field(description="A folder of its own under OUT, where OUT has several datasets.")] = (
        None
    )
    registers: Annotated[list[Path], Field(description="Lists of ties from elsewhere, held against the reports.")] = []
    gold: Annotated[
        Path | None, Field(description="Folder with gold of this corpus; its score becomes an artifact.")
    ] = None
    expectations: Annotated[
        Path | None, Field(description="What a release must look like to become the latest one.")
    ] = None
    weights: Annotated[Path | None, Field(description="weights.json of a release, taken instead of learning.")] = None
    ledger: Annotated[str | None, Field(description="Judgement ledger: file or URL, without a password in it.")] = None
    cut: Annotated[float, Field(ge=0, le=1, description="Claims under this confidence are rejected.")] = CUT
    ocr: Annotated[OcrMode, Field(description="Which pages are read by OCR.")] = OcrMode.AUTO
    profile: Annotated[Profile, Field(description="Who the release is for.")] = Profile.INTERNAL
    hmt_label: Annotated[str, Field(description="How Hong Kong, Macao and Taiwan are shown.")] = DEFAULT_LABEL.value
    hmt_counted: Annotated[str, Field(description="Which of them enter totals over China: ids, all, none.")] = "none"
    fresh: Annotated[bool, Field(description="Read and extract everything again, and keep nothing of it.")] = False
    wait: Annotated[float, Field(ge=0, description="Seconds to wait for a run that has the dataset.")] = 0.0
    processes: Annotated[int, Field(ge=1, description="Batches at a time.")] = 2
    batch_bytes: Annotated[int, Field(ge=1, description="Bytes in one batch, about.")] = 2 * MEGABYTE
    document_seconds: Annotated[
        float, Field(gt=0, description="Seconds that a document may take; readers ask for more by the page.")
    ] = WorkLimits().seconds
    document_megabytes: Annotated[int, Field(ge=100, description="Memory that a document may take.")] = 2048
    runner: Annotated[Runner, Field(description="Where batches are worked: worker processes here, or Dask's.")] = (
        Runner.THREADS
    )
    dask: Annotated[
        str | None, Field(description="Address of a running Dask scheduler; none: one with workers of its own.")
    ] = None
    work_store: Annotated[
        str | None,
        Field(description="Folder or fsspec URL of the work store, reached by every worker; none: OUT/.work."),
    ] = None
    retries: Annotated[int, Field(ge=0, le=20, description="Tries more for what passes by itself.")] = 3
    ocr_at_once: Annotated[int | None, Field(ge=1, description="Batches with pictures or scans at a time.")] = None

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        """Everything that can be known to be wrong before any work. Raises `UsageError`."""
        if not self.sources and not self.source_lists:
            raise UsageError("missing SOURCE: name files, folders, globs, addresses or a list of them")
        release_folder(self.out, self.name)
        check_mode(self.ocr)
        territories(self.hmt_label, self.hmt_counted)
        if self.dask is not None and self.runner is not Runner.DASK:
            raise UsageError("an address of a Dask scheduler wants the runner dask")
        if self.work_store is not None:
            work_store(self.work_store)
        return self

    @property
    def folder(self) -> Path:
        """Where the releases of the dataset lie side by side."""
        return release_folder(self.out, self.name)

    @property
    def corpus(self) -> str:
        """The sources in a word, for run names."""
        named = [*map(public_name, self.sources), *map(str, self.source_lists)]
        first = named[0].rstrip("/").rpartition("/")[2] or named[0]
        return first if len(named) == 1 else f"{first} +{len(named) - 1}"

    def settings(self) -> Settings:
        """The same for the stages, with the work store of the output folder."""
        shown = territories(self.hmt_label, self.hmt_counted)
        told = Settings(
            cut=self.cut, ocr=OcrSettings(self.ocr), weights=self.weights, ledger=self.ledger, fresh=self.fresh,
            profile=self.profile, territories=shown,
            kept=None if self.work_store is None else work_store(self.work_store),
            limits=WorkLimits(self.document_seconds, self.document_megabytes * 1024**2),
        )  # fmt: skip
        return keeping(told, self.out)

    def named(self) -> list[Named]:
        """The sources as `ingest` takes them. Raises `UsageError` for a list that cannot be read."""
        return named_sources(self.sources, self.source_lists)
