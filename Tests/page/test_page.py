"""Uses the page in a browser. Arguments: the folder that run.sh prepared, and perhaps --screenshot FILE."""

import json
import sys
import traceback
from pathlib import Path
from types import SimpleNamespace

import browser
import quiet
import reach
import shown
import troubles
import ways_in
import words
from checks import Checks

PARTS = [words, ways_in, shown, troubles, reach, quiet]
EXAMPLES = Path(__file__).resolve().parents[2] / "Examples"


def flat(values):
    """Values by key, those of the address with a dot."""
    result = {}
    for key, value in values.items():
        inner = {f"{key}.{name}": text for name, text in value.items()} if isinstance(value, dict) else {key: value}
        result.update(inner)
    return result


def prepared(work):
    """What the tests know: where the servers are, and what is on the sample card."""
    labels = json.loads((EXAMPLES / "labels.json").read_text())
    keys = {name: (work / f"key-{name}").read_text().split()[-1] for name in ["nik", "slow"]}
    return SimpleNamespace(
        address=(work / "open").read_text().strip(), locked=(work / "locked").read_text().strip(), keys=keys,
        sample=EXAMPLES / "ktp_sample.jpg", examples=EXAMPLES, work=work,
        values=flat(labels["ktp_sample.jpg"]["data"]))


def picture(page, site, file):
    """Writes what the page looks like with the sample card read."""
    page.open(site.address + "/?lang=en", 1280, 820)
    page.choose(site.sample)
    page.find('.value[data-key="alamat.kecamatan"]').click()
    page.driver.execute_script("scrollTo(0, 0)")
    page.wait(lambda: page.is_shown("#evidence canvas"), 5)
    page.driver.save_screenshot(file)


def main(work, *arguments):
    site = prepared(Path(work))
    page = browser.start(work)
    check = Checks()
    if arguments[:1] == ("--screenshot",):
        try:
            picture(page, site, arguments[1])
        finally:
            page.driver.quit()
        return 0
    try:
        for part in PARTS:
            print(f"      {part.__doc__.strip()}")
            try:
                part.run(page, check, site)
            except Exception as error:
                traceback.print_exc()
                check(f"{part.__name__} runs to its end", False, f"{type(error).__name__}: {error}")
    finally:
        page.driver.quit()
    print(f"page: {check.passed} passed, {check.failed} failed")
    return 1 if check.failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
