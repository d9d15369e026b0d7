"""`python -m pipeline.cli` is `youcheng`."""

from pipeline.cli.command import main

if __name__ == "__main__":
    main()
