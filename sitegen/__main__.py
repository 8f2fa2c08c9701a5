"""Where the program starts, as `sitegen` and as `python -m sitegen`: Ctrl-C is answered from here on.

Never: imports anything before that.
"""

from __future__ import annotations

import os


def main() -> None:
    """Run the program on the arguments of this process, and exit with its code."""
    try:
        from sitegen.interruption import end_when_interrupted

        end_when_interrupted()
        from sitegen.cli.main import main as run

        run()
    except KeyboardInterrupt:  # before it was answered, or a second one while the first was
        os.write(2, b"Interrupted.\n")
        os._exit(130)


if __name__ == "__main__":
    main()
