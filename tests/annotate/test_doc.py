"""Sentences as spaCy Docs: mentions whole, words between them, nothing lost."""

from pathlib import Path

from pipeline.annotate import annotate
from pipeline.annotate.doc import as_doc
from pipeline.read.plain import read_plain
from pipeline.records.source import Kind, Source


def test_mentions_are_tokens_and_jieba_cuts_between_them() -> None:
    text = "1979年5月2日，广州市与日本福冈市结为友好城市，代表团12人到访。"
    annotated = annotate(read_plain(Source(Path("a.txt"), "a.txt", Kind.TEXT, "0" * 64, len(text)), text))
    doc = as_doc(annotated, annotated.sentences[0])
    assert doc.text == text
    assert [span.text for span in doc.spans["places"]] == ["广州市", "日本福冈市"]
    assert [(span.text, span.label_) for span in doc.spans["dates"]] == [("1979年5月2日", "1979-05-02")]
    assert [span.text for span in doc.spans["quantities"]] == ["12人"]
    assert "代表团" in [token.text for token in doc]
