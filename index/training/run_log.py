"""The log of a run: comes in: what is to be told, goes out: lines of JSON."""

import json
import sys


def log(**fields: object) -> None:
    """Write one JSON line to standard output."""
    sys.stdout.write(json.dumps(fields) + "\n")
    sys.stdout.flush()
