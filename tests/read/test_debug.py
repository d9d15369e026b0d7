"""Pictures of pages for people to look at."""

from PIL import Image

from pipeline.read.debug import draw_pages
from pipeline.read.pdf import read_pdf


def test_the_pages_asked_for_are_drawn(pdf, tmp_path):
    def paint(p):
        for number in range(3):
            p.lines(40, 60, [f"第{number}次会面在秋天，谈的是航线。"])
            p.page()

    paths = draw_pages(read_pdf(pdf(paint)), tmp_path / "seen", {2, 3})
    assert [path.name for path in paths] == ["page-0002.png", "page-0003.png"]
    with Image.open(paths[0]) as picture:
        assert len(picture.convert("RGB").getcolors(maxcolors=100_000)) > 10
