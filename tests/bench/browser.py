"""A page with a search box, in a browser that can be slowed: what its search takes."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

SLICE = 0.001
"""Seconds for which a slowed process runs before it is stopped again."""
PATIENCE = 300_000
"""Milliseconds for which anything is waited."""
# Notes when a search worker is started, and when it has said that it is ready.
_WATCH = """
globalThis.Worker = class extends Worker {
  constructor(...given) {
    super(...given);
    globalThis.started ??= performance.now();
    this.addEventListener("message", ({ data }) => {
      if (data.type === 1) globalThis.isReady = performance.now();
    });
  }
};
"""
_READY = """async () => {
  const start = performance.now();
  document.querySelector("[data-md-component=search-query]").focus();
  if (globalThis.loadSearch) await (await loadSearch()).ready;
  while (!globalThis.isReady) await new Promise((resolve) => setTimeout(resolve, 5));
  if (globalThis.loadSearch) return isReady - start;
  const [index] = performance.getEntriesByType("resource").filter(({ name }) => name.includes("search_index"));
  return isReady - Math.min(started, index.startTime);
}"""
# From the last key to a list that has changed; where nothing is found, a line that says so.
_ASK = """async (query) => {
  const input = document.querySelector("[data-md-component=search-query]");
  const result = document.querySelector("[data-md-component=search-result]");
  const parts = [result.querySelector("ol"), result.querySelector(".md-search-result__meta")];
  const type = (text) => new Promise((resolve) => {
    const start = performance.now();
    const observer = new MutationObserver(() => {
      observer.disconnect();
      resolve(performance.now() - start);
    });
    for (const part of parts) observer.observe(part, { childList: true });
    input.value = text;
    input.dispatchEvent(new Event("keyup"));
  });
  if (input.value) await type("");
  await new Promise((resolve) => setTimeout(resolve, 50));
  return await type(query);
}"""


class SearchPage:
    """The home page of a site, and what its search takes."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.page: Page = browser.new_context().new_page()
        self.page.set_default_timeout(PATIENCE)
        self.page.add_init_script(_WATCH)
        self.page.goto(address)

    def start(self) -> float:
        """Return the milliseconds until the search is ready.

        Ours is loaded when the box gets the focus, and counts from there. The theme's is
        loaded with the page, and counts from when it begins to load its worker and its index.
        """
        return float(self.page.evaluate(_READY))

    def ask(self, query: str) -> float:
        """Return the milliseconds from the last key of a query to the list of results."""
        return float(self.page.evaluate(_ASK, query))

    def measure_memory(self) -> float:
        """Return the MB that live JavaScript objects have in the search worker."""
        session = self.page.context.new_cdp_session(self.page)
        workers: list[str] = []
        answers: list[dict[str, Any]] = []
        session.on("Target.attachedToTarget", lambda event: workers.append(event["sessionId"]))
        session.on(
            "Target.receivedMessageFromTarget",
            lambda event: answers.append(json.loads(event["message"])),
        )
        attach = {"autoAttach": True, "waitForDebuggerOnStart": False, "flatten": False}
        session.send("Target.setAutoAttach", attach)
        self._wait(lambda: bool(workers))
        result: dict[str, Any] = {}
        for method in ("HeapProfiler.collectGarbage",) * 2 + ("Runtime.getHeapUsage",):
            message = json.dumps({"id": 1, "method": method})
            to = {"sessionId": workers[0], "message": message}
            session.send("Target.sendMessageToTarget", to)
            self._wait(lambda: any("id" in answer for answer in answers))
            result = next(answer for answer in answers if "id" in answer)["result"]
            answers.clear()
        session.detach()
        return float(result["usedSize"]) / 1e6

    def _wait(self, is_true: Callable[[], bool]) -> None:
        while not is_true():
            self.page.wait_for_timeout(5)

    def close(self) -> None:
        """Close the page with all that it keeps."""
        self.page.context.close()


@contextmanager
def slowed(browser: Browser, times: int) -> Iterator[None]:
    """Slow all pages of a browser, and their workers, so many times.

    Chromium's own `Emulation.setCPUThrottlingRate` slows a page and not its workers, for which
    it is "only supported for pages, not workers". So the processes are stopped and continued
    all the time.
    """
    found = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    processes = [each["id"] for each in found if each["type"] == "renderer"]
    done = threading.Event()

    def slow() -> None:
        while not done.is_set():
            for process in processes:
                os.kill(process, signal.SIGSTOP)
            time.sleep(SLICE * (times - 1))
            for process in processes:
                os.kill(process, signal.SIGCONT)
            time.sleep(SLICE)

    thread = threading.Thread(target=slow)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
