"""The command: ``audit``, or ``python -m claim_audit``."""

import signal
import sys

from . import _native


def main() -> None:
    # Ctrl-C ends the command at once, as it does the binary; Python would only note it.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.exit(_native.main(["audit", *sys.argv[1:]]))


if __name__ == "__main__":
    main()
