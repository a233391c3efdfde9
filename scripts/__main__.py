"""``python3 -m scripts COMMAND``, or ``python3 path/to/scripts COMMAND`` from any directory.

Uses nothing but the standard library until the environment is ready, so that a machine with only
Python and git can start here.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Prepare the environment if needed, then run the command inside it."""
    if sys.version_info < (3, 11):  # noqa: UP036 (whoever starts this may have an older one)
        found = ".".join(str(part) for part in sys.version_info[:3])
        print(f"This project needs Python 3.11 or later; this is {found}.", file=sys.stderr)
        return 2
    if not __package__:
        # Started as a folder: its modules must not stand in for those of other packages.
        sys.path[0] = str(ROOT)
    from scripts import environment

    if not environment.is_active(ROOT):
        try:
            environment.prepare(ROOT)
        except environment.SetupError as error:
            print(f"\nThe environment could not be prepared.\n{error}", file=sys.stderr)
            return 2
        return environment.run(ROOT, sys.argv[1:])
    from scripts.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
