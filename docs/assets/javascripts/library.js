/* The page of all sources: filters. Without this script the list is complete. */
"use strict";
(() => {
  const form = document.querySelector(".library__filters");
  const size = document.querySelector(".library__size");
  const none = document.querySelector(".library__none");
  const whole = size.textContent;
  const items = [...document.querySelectorAll(".library li")].map((item) => ({
    item,
    words: item.textContent.toLowerCase(),
    topic: item.closest(".library").dataset.topic,
    ...item.dataset,
  }));

  function apply() {
    const wanted = Object.fromEntries(new FormData(form));
    const words = wanted.words.toLowerCase().split(/\s+/);
    const shown = new Set();
    for (const entry of items) {
      const fits =
        words.every((word) => entry.words.includes(word)) &&
        (!wanted.topic || entry.topic === wanted.topic) &&
        (!wanted.design || entry.design === wanted.design) &&
        (!wanted.since || Number(entry.year) >= Number(wanted.since));
      entry.item.hidden = !fits;
      if (fits) shown.add(entry.key);
    }
    for (const shelf of document.querySelectorAll(".library")) {
      shelf.hidden = !shelf.querySelector("li:not([hidden])");
    }
    none.hidden = shown.size > 0;
    const all = new Set(items.map((entry) => entry.key)).size;
    size.textContent = shown.size === all ? whole : `${shown.size} of ${whole.trim()}`;
  }

  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  none.querySelector("button").addEventListener("click", () => {
    form.reset();
    form.elements.words.focus();
  });
  apply(); // a browser that comes back to the page has kept what was chosen
})();
