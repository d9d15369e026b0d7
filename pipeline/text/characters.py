"""Make `data/characters.tsv`, the table behind `script.shadow`, from OpenCC's dictionaries: `python -m pipeline.text.characters`.

Run by a developer only; OpenCC is no dependency of the program. Order of trust: own rows, traditional → simplified, Japanese and
Taiwan/Hong Kong variants → traditional → simplified, Unicode's own compatibility forms. A variant that GB 2312 holds is a simplified
character in its own right and is left alone.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from importlib.resources import files

from pipeline.paths import data_file
from pipeline.text.script import TABLE

# Place names want these; OpenCC leaves them alone or goes elsewhere.
OWN = dict(
    zip(
        "鄕栃筿倶舎姫嶋呉氷脇値渋澁苅蘂戸鉱緒歴塚葉沢浜ヶ乾嬢穎覇堺",
        "乡枥筱俱舍姬岛吴冰胁值涩涩刈蕊户矿绪历冢叶泽滨ケ乾娘颖霸堺",
        strict=True,
    )
)
COMPATIBILITY = ((0x2E80, 0x2FD6), (0xF900, 0xFAFF))


def is_simplified(char: str) -> bool:
    """Is the character part of GB 2312, the set of simplified Chinese?"""
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def rows(name: str) -> Iterator[tuple[str, str]]:
    """The rows of one of OpenCC's dictionaries; where it offers several characters, the first."""
    text = (files("opencc") / "dictionary" / name).read_text(encoding="utf-8")
    for line in text.splitlines():
        source, _, targets = line.partition("\t")
        for target in targets.split()[:1]:
            if len(source) == len(target) == 1:
                yield source, target


def table() -> dict[str, str]:
    """Every character that is not its own shadow, with its shadow; full-width forms aside."""
    simple = dict(rows("TSCharacters.txt"))
    made: dict[str, str] = {}
    for start, end in COMPATIBILITY:
        for char in map(chr, range(start, end)):
            plain = unicodedata.normalize("NFKC", char)
            if len(plain) == 1:
                made[char] = simple.get(plain, plain)
    for source, target in variants():
        if not is_simplified(source):
            made[source] = simple.get(target, target)
    made |= simple | OWN
    return {source: target for source, target in made.items() if source != target and ord(target) < 0x10000}


def variants() -> Iterator[tuple[str, str]]:
    """Regional forms with the traditional character that they stand for."""
    yield from ((jp, trad) for trad, jp in rows("JPVariants.txt"))
    for name in ("TWVariantsRev.txt", "HKVariantsRev.txt"):
        yield from rows(name)


def main() -> None:
    """Write the table, sorted."""
    lines = (f"{source}\t{target}\n" for source, target in sorted(table().items()))
    data_file("pipeline.text", TABLE).write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
