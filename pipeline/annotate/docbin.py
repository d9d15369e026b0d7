"""Annotated documents kept as spaCy's DocBin: one Doc a sentence, with its places, dates and quantities in `Doc.spans`.

Who trains, counts or draws with spaCy takes the file as it is; `Doc.user_data` says where in the clean text each sentence begins and in
what block it stands. The bytes are the same for the same document.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.annotate.doc import as_doc, language
from pipeline.errors import SourceKindUnknown, SourceMissing
from pipeline.records.annotated import Annotated

if TYPE_CHECKING:
    from spacy.tokens import Doc, DocBin


def as_docbin(annotated: Annotated) -> DocBin:
    """The DocBin of all sentences, in the order of the text."""
    from spacy.tokens import DocBin

    kept = DocBin(store_user_data=True)
    for sentence in annotated.sentences:
        made = as_doc(annotated, sentence)
        made.user_data["document"] = annotated.reading.source.name
        made.user_data["start"] = sentence.span.start
        made.user_data["block"] = annotated.reading.blocks[sentence.block].kind.value
        kept.add(made)
    return kept


def read_docbin(path: Path) -> list[Doc]:
    """The Docs of a file that `as_docbin` made. Raises `SourceMissing`, or `SourceKindUnknown` where it is none."""
    from spacy.tokens import DocBin

    if not path.is_file():
        raise SourceMissing("no such file", document=str(path))
    try:
        kept = DocBin().from_bytes(path.read_bytes())
        return list(kept.get_docs(language().vocab))
    except Exception as error:  # zlib's, msgpack's or spaCy's own, as the file has it
        raise SourceKindUnknown(f"no DocBin: {error}", document=path.name) from error
