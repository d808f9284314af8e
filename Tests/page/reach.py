"""Who can use it: by keyboard, on a phone, in both languages, with a screen reader, in the dark."""

from selenium.webdriver.common.keys import Keys

OUTLINE = """(() => {
    const style = getComputedStyle(document.activeElement.closest(".file") ?? document.activeElement);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
})()"""
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def run(page, check, site):
    keyboard(page, check, site)
    languages(page, check, site)
    phone(page, check, site)
    rules(page, check, site)
    check.equal("no complaints of the browser but of refusals", page.console(ignoring_refusals=True), [])


def keyboard(page, check, site):
    page.open(site.address)
    order = []
    for _ in range(6):
        page.keys(Keys.TAB)
        names = [page.focused(attribute) for attribute in ["data-language", "id", "data-text"]]
        order.append(next(name for name in names if name))
        check(f"the focus on {order[-1]} can be seen", page.script(OUTLINE))
    check.equal("the keyboard reaches everything in order", order, ["skip", "docs", "id", "en", "file", "open-camera"])
    page.open(site.address)
    page.keys(Keys.TAB, Keys.TAB, Keys.TAB, Keys.TAB, Keys.ENTER)
    check.equal("the language can be changed by keyboard", page.script("document.documentElement.lang"), "en")
    page.choose(site.sample)
    for _ in range(20):
        if page.focused() == "mask":
            break
        page.keys(Keys.TAB)
    page.keys(Keys.SPACE)
    check("the mask can be set by keyboard", page.value("nik").startswith("****"))
    check.equal("  and keeps the focus", page.focused(), "mask")
    for _ in range(20):
        if page.focused("data-key") == "nama":
            break
        page.keys(Keys.TAB)
    check("the evidence comes with the focus", page.is_shown("#evidence") and "Name" in page.text("#evidence h3"))
    page.keys(Keys.ESCAPE)
    check("  and goes with Escape", not page.is_shown("#evidence"))


def languages(page, check, site):
    page.open(site.address)
    check.equal("the page is in Indonesian", page.script("document.documentElement.lang"), "id")
    page.choose(site.sample)
    check("  and says aloud how it went",
        page.wait(lambda: "Dapat diterima" in page.find("#announcement").get_property("textContent"), 5))
    page.find('[data-language="en"]').click()
    check.equal("English changes the language of the document", page.script("document.documentElement.lang"), "en")
    check.equal("  of the verdict", page.text(".verdict .status"), "Accepted")
    check.equal("  of the values' names", page.text('.value[data-key="nama"] .name'), "Name")
    check.equal("  of the title", page.driver.title, "BacaKTP – reads photos of a KTP")
    page.open(site.address + "/?lang=en")
    check.equal("an address can ask for English", page.text("#open-camera"), "Use the camera")


def phone(page, check, site):
    page.open(site.address, 390, 844, is_phone=True)
    check.equal("a phone need not scroll sideways at the start", page.script(SIDEWAYS), 0)
    check("  and is told what to do", page.is_shown("#intake .intake-words p"))
    blurred, gray = site.work / "blurred.jpg", site.work / "gray.jpg"
    for picture, outcome in [(site.sample, "accept"), (blurred, "review"), (gray, "card_not_found")]:
        check.equal(f"  {picture.name} on a phone", page.choose(picture), outcome)
        if page.all('.value[data-key="nama"]'):
            page.find('.value[data-key="nama"]').click()
            check("  the evidence opens under its value", page.script(
                "document.querySelector('[data-key=\"nama\"].value').nextElementSibling?.id") == "evidence")
        check.equal("  without scrolling sideways", page.script(SIDEWAYS), 0)
        check.equal("  accessible", page.violations(), [])
    page.open(site.address, 320, 640, is_phone=True)
    page.choose(site.sample)
    check.equal("nor on the smallest", page.script(SIDEWAYS), 0)


def rules(page, check, site):
    for scheme in ["light", "dark"]:
        page.command("Emulation.setEmulatedMedia", features=[
            {"name": "prefers-color-scheme", "value": scheme}, {"name": "prefers-reduced-motion", "value": "reduce"}])
        page.open(site.address)
        check.equal(f"accessible at the start ({scheme})", page.violations(), [])
        page.choose(site.sample)
        page.find('.value[data-key="nik"]').click()
        check.equal(f"  with a reading ({scheme})", page.violations(), [])
        page.find("#mask").click()
        check.equal(f"  masked ({scheme})", page.violations(), [])
        page.open(site.address + "/docs")
        check.equal(f"  the documentation ({scheme})", page.violations(), [])
    page.command("Emulation.setEmulatedMedia", features=[])
