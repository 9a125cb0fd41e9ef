"""The entry of `assistant` and `python -m assistant`."""

from __future__ import annotations

import sys

from corpus.errors import UserError


def main() -> None:
    """Run the command line; what a person can mend is said in one line, with status 1."""
    from assistant.cli.command_line import app

    try:
        app()
    except UserError as error:
        sys.stderr.write(f"Error: {error}\n")
        sys.exit(1)
    except BrokenPipeError:
        # The reader of our output has gone (`assistant documents | head`); that is no fault.
        sys.stderr.close()
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
