"""A browser without a window, and a page in it."""

import json
import time
from pathlib import Path

import axe_core_python
from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException, TimeoutException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text()
COUNT_URLS = """
    window.liveURLs = new Set();
    const { createObjectURL, revokeObjectURL } = URL;
    URL.createObjectURL = (blob) => { const url = createObjectURL(blob); liveURLs.add(url); return url; };
    URL.revokeObjectURL = (url) => { liveURLs.delete(url); revokeObjectURL(url); };
"""


def start(work):
    """Starts the browser; its camera sees the picture in `work`, and its downloads go there."""
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for argument in [
        "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--hide-scrollbars", "--disable-gpu",
        "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={work}/camera.y4m", f"--user-data-dir={work}/profile",
    ]:
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService("/usr/bin/chromedriver"))
    page = Page(driver, work)
    page.command("Browser.setDownloadBehavior", behavior="allow", downloadPath=f"{work}/downloads")
    page.command("Page.addScriptToEvaluateOnNewDocument", source=COUNT_URLS)
    return page


class Page:
    """What a person does with the page, and sees."""

    def __init__(self, driver, work):
        self.driver = driver
        self.work = Path(work)
        self.requests = []

    def command(self, name, **parameters):
        return self.driver.execute_cdp_cmd(name, parameters)

    def open(self, address, width=1280, height=900, is_phone=False):
        self.command(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=is_phone)
        self.driver.get(address)

    def script(self, code, *arguments):
        """The value of an expression, which may be a promise."""
        return self.driver.execute_async_script(
            "const done = arguments[arguments.length - 1]; const given = arguments;"
            f"Promise.resolve({code}).then(done, (error) => done('error: ' + error));", *arguments)

    def find(self, css):
        return self.driver.find_element(By.CSS_SELECTOR, css)

    def all(self, css):
        return self.driver.find_elements(By.CSS_SELECTOR, css)

    def is_shown(self, css):
        found = self.all(css)
        return bool(found) and found[0].is_displayed()

    def text(self, css):
        return self.find(css).text

    def wait(self, holds, seconds=20):
        """Waits until something holds; whether it came to hold."""
        def once(_):
            try:
                return holds()
            except StaleElementReferenceException:
                return False
        try:
            WebDriverWait(self.driver, seconds, poll_frequency=0.05).until(once)
            return True
        except TimeoutException:
            return False

    def choose(self, picture):
        """Chooses a file and waits for what comes of it."""
        self.find("#file").send_keys(str(picture))
        return self.settle()

    def settle(self):
        """Waits for a reading, a problem or nothing; says which."""
        time.sleep(0.1)
        self.wait(lambda: not self.is_shown("#progress"), 40)
        if self.is_shown("#trouble"):
            return self.find("#trouble").get_attribute("data-code")
        if not self.is_shown("#reading"):
            return None
        self.wait(lambda: self.all("#stage svg"), 5)
        return self.find(".verdict").get_attribute("data-status")

    def value(self, key):
        return self.text(f'.value[data-key="{key}"] .text')

    def keys(self, *keys):
        ActionChains(self.driver).send_keys(*keys).perform()

    def paste(self):
        ActionChains(self.driver).key_down(Keys.CONTROL).send_keys("v").key_up(Keys.CONTROL).perform()

    def focused(self, attribute="id"):
        return self.driver.switch_to.active_element.get_attribute(attribute)

    def violations(self):
        """What breaks the rules for accessibility, each with the first element that does."""
        self.driver.execute_script(AXE)
        found = self.script("axe.run().then((result) => result.violations)")
        return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]

    def console(self, ignoring_refusals=False):
        """What the browser complained of since this was last asked, pictures that were refused perhaps left out."""
        def is_refusal(entry):
            return entry["source"] == "network" and "/v1/ktp" in entry["message"]
        entries = self.driver.get_log("browser")
        return [entry["message"] for entry in entries if not (ignoring_refusals and is_refusal(entry))]

    def requested(self):
        """The addresses that pages asked for since the browser was started."""
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                self.requests.append(message["params"]["request"]["url"])
            elif message["method"] == "Network.webSocketCreated":
                self.requests.append(message["params"]["url"])
        # The browser opens with a page of its own.
        return [url for url in self.requests if not url.startswith("chrome://")]
