"""Small files, small functions: what grows past the limit is split, or listed here with its reason."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

FILE_LINES = 300
FUNCTION_LINES = 50
ALLOWED: dict[str, str] = {}  # "pipeline/room/file.py" or "pipeline/room/file.py:function" → the reason


def code_files(root: Path) -> list[Path]:
    return sorted([*(root / "pipeline").rglob("*.py"), *(root / "flows").rglob("*.py")])


def functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def too_long(root: Path) -> Iterator[tuple[str, int]]:
    for path in code_files(root):
        name = path.relative_to(root).as_posix()
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > FILE_LINES:
            yield name, lines
        yield from ((f"{name}:{function}", size) for function, size in functions(path) if size > FUNCTION_LINES)


def test_files_and_functions_are_small(root: Path) -> None:
    assert {name: size for name, size in too_long(root) if name not in ALLOWED} == {}


def test_no_exception_outlives_its_reason(root: Path) -> None:
    assert set(ALLOWED) <= {name for name, _ in too_long(root)}
