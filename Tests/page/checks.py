"""Counts checks and prints a line for each."""


class Checks:
    """What was checked so far."""

    def __init__(self):
        self.passed = 0
        self.failed = 0

    def __call__(self, what, holds, found=""):
        """One check; `found` is printed when it does not hold."""
        if holds:
            self.passed += 1
            print(f"ok    {what}", flush=True)
        else:
            self.failed += 1
            print(f"FAIL  {what}" + (f": {str(found)[:600]}" if found != "" else ""), flush=True)

    def equal(self, what, found, expected):
        """A check that something is what it should be."""
        self(what, found == expected, f"{found!r}, not {expected!r}")
