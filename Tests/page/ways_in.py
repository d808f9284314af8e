"""The ways in which a picture comes to the page."""

from selenium.webdriver.common.keys import Keys

SHOWN_PICTURE_TO_CLIPBOARD = """
(async () => {
    const image = document.querySelector("#stage img");
    const canvas = Object.assign(document.createElement("canvas"),
        { width: image.naturalWidth, height: image.naturalHeight });
    canvas.getContext("2d").drawImage(image, 0, 0);
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
    await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]);
    return "written";
})()
"""


def run(page, check, site):
    page.open(site.address)
    check.equal("a file is read", page.choose(site.sample), "accept")
    for key, expected in site.values.items():
        check.equal(f"  {key}", page.value(key), expected)
    paste(page, check, site)
    drop(page, check, site)
    camera(page, check, site)
    check.equal("no complaints of the browser", page.console(), [])


def paste(page, check, site):
    page.command("Browser.grantPermissions", permissions=["clipboardReadWrite", "clipboardSanitizedWrite"])
    check.equal("a picture goes to the clipboard", page.script(SHOWN_PICTURE_TO_CLIPBOARD), "written")
    page.find('[data-do="reading.clear"]').click()
    page.paste()
    check.equal("a pasted picture is read", page.settle(), "accept")
    check.equal("  its NIK", page.value("nik"), site.values["nik"])
    page.script('navigator.clipboard.writeText("words")')
    page.find("#main").click()
    page.paste()
    check("pasted words are refused", page.wait(lambda: "bukan gambar" in page.text("#notice"), 5))


def drop(page, check, site):
    page.open(site.address)
    data = {"items": [], "files": [str(site.sample)], "dragOperationsMask": 1}
    place = page.find("#intake").rect
    x, y = place["x"] + place["width"] / 2, place["y"] + place["height"] / 2
    for kind in ["dragEnter", "dragOver"]:
        page.command("Input.dispatchDragEvent", type=kind, x=x, y=y, data=data)
    check("a picture above the page is welcomed", page.wait(lambda: page.is_shown(".drop-hint"), 5))
    page.command("Input.dispatchDragEvent", type="drop", x=x, y=y, data=data)
    check.equal("a dropped picture is read", page.settle(), "accept")
    check.equal("  its NIK", page.value("nik"), site.values["nik"])
    check("the welcome goes away", not page.is_shown(".drop-hint"))


def camera(page, check, site):
    page.open(site.address)
    page.find("#open-camera").send_keys(Keys.ENTER)
    check("the camera opens", page.wait(lambda: page.find("#take").is_enabled(), 10))
    check.equal("the focus is on the button that takes", page.focused(), "take")
    frame = page.script("document.querySelector('.frame rect').getBoundingClientRect().toJSON()")
    check("the frame has a card's shape", abs(frame["width"] / frame["height"] - 85.6 / 54) < 0.02, frame)
    check.equal("accessible with the camera open", page.violations(), [])
    page.keys(Keys.ENTER)
    check.equal("a picture of the camera is read", page.settle(), "accept")
    check.equal("  its NIK", page.value("nik"), site.values["nik"])
    check("the camera is off again", page.script("document.querySelector('#video').srcObject === null"))
    page.find("#open-camera").click()
    page.wait(lambda: page.find("#take").is_enabled(), 10)
    track = "window.track = document.querySelector('#video').srcObject.getTracks()[0], true"
    page.script(f"({track})")
    page.keys(Keys.ESCAPE)
    check("Escape closes the camera", page.wait(lambda: not page.is_shown("#camera"), 5))
    check("  and turns it off", page.wait(lambda: page.script("window.track.readyState") == "ended", 5))
