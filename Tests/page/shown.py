"""What is shown of a reading: boxes, evidence, words, mask, copies."""

import json
from pathlib import Path

from selenium.webdriver.common.action_chains import ActionChains

SECRETS = ["nik", "nama", "tgl_lahir", "alamat.name"]
# How much of a piece of the photo is ink, and how many of its columns have some.
INK = """
(() => {
    const canvas = document.querySelector("#evidence canvas");
    const { width, height } = canvas;
    const pixels = canvas.getContext("2d").getImageData(0, 0, width, height).data;
    let dark = 0;
    const columns = new Set();
    for (let index = 0; index < width * height; index += 1) {
        if (pixels[index * 4] + pixels[index * 4 + 1] + pixels[index * 4 + 2] > 300) continue;
        dark += 1;
        columns.add(index % width);
    }
    return { share: dark / (width * height), columns: columns.size / width };
})()
"""


def run(page, check, site):
    page.open(site.address)
    page.choose(site.sample)
    boxes(page, check)
    mask(page, check, site)
    copies(page, check, site)
    turned(page, check, site)
    several(page, check, site)
    hostile(page, check)
    memory(page, check, site)
    check.equal("no complaints of the browser", page.console(), [])


def boxes(page, check):
    check.equal("every value has its box", len(page.all("#stage .box")), 19)
    size = page.script("(({ naturalWidth, naturalHeight }) => [naturalWidth, naturalHeight])(document.images[1])")
    check.equal("boxes are in the photo's pixels", page.find("#stage svg").get_dom_attribute("viewBox"),
        f"0 0 {size[0]} {size[1]}")
    mouse = ActionChains(page.driver)
    mouse.move_to_element(page.find('.value[data-key="nama"]')).perform()
    marked = page.wait(lambda: active(page, ".box") == ["nama"], 3)
    check("pointing at a value marks its box", marked, active(page, ".box"))
    check("  and shows its evidence", "RANGGA ADIWIJAYA" in page.text("#evidence code"))
    ink = page.script(INK)
    check("  with its piece of the photo", 0.05 < ink["share"] < 0.5 and ink["columns"] > 0.5, ink)
    page.driver.execute_script("scrollTo(0, 0)")
    mouse.move_to_element(page.find('.box[data-key="agama"]')).perform()
    marked = page.wait(lambda: active(page, ".value") == ["agama"], 3)
    check("pointing at a box marks its value", marked, active(page, ".value"))
    check.equal("the evidence belongs to the value",
        page.find('.value[data-key="agama"]').get_attribute("aria-describedby"), "evidence")
    check.equal("sureness is told in words", page.text('.value[data-key="nik"] .words').split()[0], "yakin")
    check.equal("the kind of card is told", page.text("[data-kind]"), "e-KTP warga negara Indonesia")
    check.equal("ten checks are told", len(page.all("[data-check]")), 10)


def active(page, css):
    return [node.get_dom_attribute("data-key") for node in page.all(css + ".active")]


def mask(page, check, site):
    page.find("#mask").click()
    check.equal("the mask hides the NIK but for its end", page.value("nik"), "*" * 12 + site.values["nik"][-4:])
    check.equal("  the name but for its initials", page.value("nama"), "R*** A***")
    check.equal("  the birthday but for its year", page.value("tgl_lahir"), "**-**-1991")
    check.equal("  the street", page.value("alamat.name"), "***")
    check.equal("  and nothing else", page.value("pekerjaan"), site.values["pekerjaan"])
    source = page.script("document.documentElement.outerHTML")
    check.equal("no hidden value is anywhere in the page", [key for key in SECRETS if site.values[key] in source], [])
    check.equal("values, portrait and signature are covered in the photo", len(page.all(".cover")), 6)
    page.find('.value[data-key="nik"]').click()
    check("no piece of the photo is shown beside it", page.is_shown("#evidence") and not page.all("#evidence canvas"))
    check("a hidden value is not copied", site.values["nik"] not in copied(page, "export.copy.json"))
    page.find("#mask").click()
    check.equal("without the mask all is there again", page.value("nik"), site.values["nik"])
    check.equal("  and uncovered", page.all(".cover"), [])


def copied(page, button):
    page.script("navigator.clipboard.writeText('nothing yet')")
    page.find(f'[data-do="{button}"]').click()
    page.wait(lambda: page.text("#told") != "", 5)
    return page.script("navigator.clipboard.readText()")


def saved(page, button, name):
    path = Path(page.work) / "downloads" / name
    path.unlink(missing_ok=True)
    page.find(f'[data-do="{button}"]').click()
    page.wait(path.exists, 10)
    return path.read_bytes().decode()


def copies(page, check, site):
    page.command("Browser.grantPermissions", permissions=["clipboardReadWrite", "clipboardSanitizedWrite"])
    data = json.loads((site.examples / "labels.json").read_text())["ktp_sample.jpg"]["data"]
    check.equal("the copied JSON", json.loads(copied(page, "export.copy.json")), data)
    check.equal("the saved JSON", json.loads(saved(page, "export.save.json", "ktp.json")), data)
    header, row, rest = copied(page, "export.copy.csv").split("\n")
    cells = dict(zip(header.split(","), row.split(",")))
    check.equal("the copied CSV", cells, {**site.values, "status": "accept", "reasons": ""})
    check.equal("  ends with its line", rest, "")
    check.equal("the saved CSV", saved(page, "export.save.csv", "ktp.csv"), f"{header}\n{row}\n")
    given = ["=1+1", "+62", "-2", "@x", "\t=1", "-", "A,B", 'A"B', "＝1", "JL. MAWAR"]
    expected = ["'=1+1", "'+62", "'-2", "'@x", "'\t=1", "-", '"A,B"', '"A""B"', "'＝1", "JL. MAWAR"]
    cells = page.script("import('/page/export.js').then(({ cell }) => given[0].map(cell))", given)
    check.equal("no cell is a formula", cells, expected)


def turned(page, check, site):
    outcome = page.choose(site.examples / "ktp_exif_rotated.jpg")
    check.equal("a photo with an EXIF orientation is read", outcome, "accept")
    size = [float(number) for number in page.find("#stage svg").get_dom_attribute("viewBox").split()[2:]]
    check("  it is shown upright", size[0] > size[1], size)
    page.find('.value[data-key="nik"]').click()
    ink = page.script(INK)
    check("  and its boxes are where the print is", 0.05 < ink["share"] < 0.5 and ink["columns"] > 0.5, ink)


def several(page, check, site):
    values = [flat_value(site, file, "nik") for file in ["ktp_sample.jpg", "ktp_jakarta.jpg"]]
    check.equal("of two cards in a photo a person is asked to look", page.choose(site.work / "two.jpg"), "review")
    check("  and told why", page.all('[data-reason="card.several"]'))
    check.equal("  the other one is outlined", [node.get_dom_attribute("data-card") for node in page.all("#stage .other")], ["2"])
    first = page.value("nik")
    page.find('.cards [data-card="2"]').click()
    page.wait(lambda: page.all('.cards [data-card="2"][aria-current]'), 20)
    check.equal("  the other one is read when it is chosen", sorted([first, page.value("nik")]), sorted(values))
    check.equal("  and accepted, since it was meant", page.find(".verdict").get_dom_attribute("data-status"), "accept")
    page.find("#mask").click()
    check.equal("  the mask covers the other card too", len(page.all(".cover")), 7)
    page.find("#mask").click()
    page.find('#stage .other[data-card="1"]').click()
    page.wait(lambda: page.all('.cards [data-card="1"][aria-current]'), 20)
    check.equal("  pressing a card in the photo reads that one", page.value("nik"), first)


def flat_value(site, file, key):
    return json.loads((site.examples / "labels.json").read_text())[file]["data"][key]


def hostile(page, check):
    text = "<img src=x onerror=alert(1)>"
    held = page.script("""import('/page/values.js').then(({ values }) => {
        const field = { value: given[0], text: given[0], confidence: 0.5, quad: null, source: 'read', rule: given[0],
            candidates: [{ value: given[0], confidence: 0.1 }], issues: [given[0]] };
        const lists = values({ fields: { nama: field } }, false);
        const box = document.createElement('div');
        box.append(...lists);
        return [box.querySelectorAll('img').length, box.querySelector('.text').textContent];
    })""", text)
    check.equal("what a card says is never taken for the page's own code", held, [0, text])


def memory(page, check, site):
    page.open(site.address)
    page.choose(site.sample)
    page.choose(site.sample)
    check.equal("one photo is in memory", page.script("liveURLs.size"), 1)
    page.find('[data-do="reading.clear"]').click()
    check.equal("none once it is removed", page.script("liveURLs.size"), 0)
    source = page.script("document.documentElement.outerHTML")
    check("  and no value is left in the page", not any(site.values[key] in source for key in SECRETS))
    check.equal("  and the focus is on choosing another", page.focused(), "file")
