"""What goes wrong: pictures that cannot be read, keys, limits, a lost connection."""

from selenium.webdriver.common.keys import Keys

THROTTLED = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 60_000}
OFFLINE = {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}
FREE = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}


def run(page, check, site):
    pictures(page, check, site)
    slow_and_lost(page, check, site)
    keys(page, check, site)
    check.equal("no complaints of the browser but of refusals", page.console(ignoring_refusals=True), [])


def pictures(page, check, site):
    page.open(site.address)
    check.equal("a file that is no picture is refused", page.choose(site.work / "words.jpg"), "unsupported_format")
    check("  in Indonesian", "tidak didukung" in page.text("#trouble .words"), page.text("#trouble .words"))
    check("  with what helps", "HEIC" in page.text("#trouble ul"))
    check("  and not to be tried again as it is", not page.all("#retry"))
    check("  and the request's number", "Nomor permintaan" in page.text("#trouble"))
    check.equal("  accessible", page.violations(), [])
    page.find('[data-language="en"]').click()
    check("  and in English", "no picture: the bytes are not" in page.text("#trouble .words"), page.text("#trouble .words"))
    check.equal("a photo without a card is refused", page.choose(site.work / "gray.jpg"), "card_not_found")
    check("  and shown all the same", page.is_shown("#stage img"))
    check.equal("a good photo after bad ones is read", page.choose(site.sample), "accept")
    check("  and the trouble is gone", not page.is_shown("#trouble"))
    outcomes = {page.choose(site.work / "cut.jpg") for _ in range(4) if page.choose(site.sample)}
    check("a file that is only the head of a photo shows nothing of the photo before",
          outcomes <= {"card_not_found", "image_unreadable"}, outcomes)
    outcome = page.choose(site.work / "blurred.jpg")
    check.equal("a blurred photo is to be looked at", outcome, "review")
    reasons = page.all("[data-reason]")
    check("  with reasons in words", reasons and all("." not in reason.text for reason in reasons),
        [one.text for one in reasons])
    key = reasons[0].get_dom_attribute("data-reason").rsplit(".", 1)[0]
    reasons[0].find_element("css selector", "button").click()
    check.equal("  each leads to its value", page.focused("data-key"), key)
    check("  with advice in English", page.text("[data-advice]").endswith("."), page.text("[data-advice]"))
    check.equal("  accessible", page.violations(), [])


def slow_and_lost(page, check, site):
    page.open(site.address)
    page.command("Network.enable")
    page.command("Network.emulateNetworkConditions", **THROTTLED)
    page.find("#file").send_keys(str(site.sample))
    check("sending shows how far it is", page.wait(
        lambda: 0 < float(page.find("#progress-bar").get_dom_attribute("value") or 0) < 1, 10))
    check("  in words", "Mengirim" in page.text("#progress-words"))
    page.find("#cancel").click()
    check("it can be cancelled", page.wait(lambda: "Dibatalkan" in page.text("#notice"), 5))
    page.command("Network.emulateNetworkConditions", **OFFLINE)
    check.equal("a lost connection is told", page.choose(site.sample), "network")
    check("  in words", "tidak dapat dihubungi" in page.text("#trouble .words"))
    page.command("Network.emulateNetworkConditions", **FREE)
    page.find("#retry").click()
    check.equal("trying again reads the same photo", page.settle(), "accept")


def keys(page, check, site):
    page.open(site.locked)
    check("the page of a server with keys opens", page.is_shown("#intake"))
    check.equal("  but asks for a key before it reads", page.choose(site.sample), "unauthorized")
    check.equal("the focus is in the key's field", page.focused(), "api-key")
    check.equal("  which does not show it", page.find("#api-key").get_dom_attribute("type"), "password")
    check.equal("  accessible", page.violations(), [])
    page.keys("ktp_wrong", Keys.ENTER)
    check.equal("a wrong key is asked for again", page.settle(), "unauthorized")
    check("  and said to be wrong", "tidak berlaku" in page.text("#trouble h2"), page.text("#trouble h2"))
    page.keys(site.keys["nik"], Keys.ENTER)
    check.equal("a key that may not read is refused", page.settle(), "forbidden")
    page.open(site.locked)
    page.choose(site.sample)
    page.keys(site.keys["slow"], Keys.ENTER)
    check.equal("a good key reads the photo", page.settle(), "accept")
    check.equal("a second photo within the minute is too soon", page.choose(site.sample), "rate_limited")
    check("  and there is a time to wait", not page.find("#retry").is_enabled() and "detik" in page.text("#retry"),
        page.text("#retry"))
    check("the key is nowhere in the page", site.keys["slow"] not in page.script("document.documentElement.outerHTML"))
    page.open(site.locked)
    check.equal("and forgotten when the page is opened again", page.choose(site.sample), "unauthorized")
