"""What the page keeps and whom it asks: nothing and nobody."""

from urllib.parse import urlsplit

KEPT = """(async () => ({
    local: localStorage.length, session: sessionStorage.length, cookie: document.cookie,
    databases: (await indexedDB.databases()).length, caches: (await caches.keys()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
}))()"""


def run(page, check, site):
    page.open(site.address)
    page.choose(site.sample)
    page.find("#mask").click()
    kept = page.script(KEPT)
    check.equal("nothing is kept", {name: count for name, count in kept.items() if count}, {})
    check.equal("no cookie is set", page.driver.get_cookies(), [])
    ours = {site.address, site.locked}
    requested = page.requested()
    foreign = [url for url in requested if not url.startswith(("data:", "blob:")) and origin(url) not in ours]
    check("requests were seen", any(url.endswith("/v1/ktp") for url in requested), len(requested))
    check.equal("no request of all these checks left for elsewhere", foreign, [])
    source = page.script("fetch('/').then((answer) => answer.text())")
    check("no script or style is in the page itself", "<style" not in source and " style=" not in source
          and "<script>" not in source and " onclick" not in source)


def origin(url):
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
