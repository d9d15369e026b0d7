"""Text layers that lie are told from honest ones."""

import pytest

from pipeline.read.layer import lies

HONEST = "银川市的代表团在秋天到访，双方就葡萄种植和治沙谈了三天，最后签了一份备忘录。" * 3

ROWS = [
    (HONEST, None, "an honest page"),
    ("Sister cities since 1985. " * 20, None, "plain English"),
    ("".join(chr(0x9000 + 7 * i) for i in range(120)), "common", "Chinese characters that nobody writes together"),
    ("".join(chr(0x13A0 + i % 80) for i in range(120)), "scripts", "a script of another continent"),
    ("".join(chr(0xE000 + i) for i in range(120)), "scripts", "private codes"),
    ("\u9f98\u9f99", None, "too few to judge"),
]


@pytest.mark.parametrize(("marks", "reason", "point"), ROWS)
def test_lies(marks, reason, point):
    why = lies(marks)
    assert why is None if reason is None else (why is not None and reason in why), point
