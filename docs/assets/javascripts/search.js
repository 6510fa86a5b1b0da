/* Nothing of the search is loaded before a reader goes to it.

   This stands before the theme's script, which would start the search worker and load the index
   at once. It hands that script a stand-in for the worker; `search/box.js` puts a real one
   behind it when the search box gets the focus. Without this file the built-in search runs as
   it is. */
"use strict";
(() => {
  const { currentScript } = document;
  const form = document.forms.namedItem("search");
  if (!form) return;
  const config = JSON.parse(document.getElementById("__config").textContent);
  const base = new URL(config.base, location);
  const box = new EventTarget();
  box.postMessage = () => {}; // nothing is asked before it has said that it is ready

  const { Worker } = globalThis;
  globalThis.Worker = function StandIn(address, options) {
    return address === config.search ? box : new Worker(address, options);
  };
  form.removeAttribute("name"); // by its name the theme's script would know it, and load the index
  addEventListener("DOMContentLoaded", () => {
    globalThis.Worker = Worker;
    form.name = "search";
  });

  const addresses = {
    builtin: new URL(config.search, location).href,
    index: new URL("search/search_index.json", base).href,
    words: new URL("search/words.json", base).href,
  };

  /** Start our worker; `first` is the first that it says: that it is ready, or why it is not. */
  function open() {
    const worker = new Worker(new URL("search/worker.js", currentScript.src));
    const first = new Promise((resolve, reject) => {
      worker.addEventListener("message", ({ data }) => resolve(data), { once: true });
      worker.addEventListener("error", (event) => {
        event.preventDefault();
        reject(new Error(event.message || "the search worker did not start"));
      });
    });
    first.catch(() => {}); // whoever waits for it is told as well
    worker.postMessage({ type: 0, data: addresses });
    return { worker, first };
  }

  let search = null;
  /** Load the search, once; the theme's box and the page `search.md` share it. */
  globalThis.loadSearch = () => {
    if (!search) {
      const opened = open();
      search = import(new URL("search/box.js", currentScript.src).href).then(({ start }) =>
        start({ addresses, base, box, open, opened, pages: currentScript.dataset }),
      );
      search.catch(() => {
        opened.worker.terminate();
        search = null; // the next focus tries again
        const status = document.querySelector("[data-md-component=search-result] > *");
        status.textContent = globalThis.loadSearch.FAILED;
      });
    }
    return search;
  };
  globalThis.loadSearch.FAILED = "The search could not be loaded.";
  form.addEventListener("submit", (event) => event.preventDefault()); // no server sees the query
  for (const event of ["focusin", "input"]) form.addEventListener(event, globalThis.loadSearch);
  if (form.contains(document.activeElement)) globalThis.loadSearch();
})();
