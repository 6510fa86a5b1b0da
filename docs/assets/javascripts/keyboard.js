/* Reading by keyboard and by voice. What is needed only after a reader has done something is in
   `keyboard/`, and loaded then. Without this script menu and contents work as well. */
"use strict";
(() => {
  /* A single key does nothing outside a text field: whoever speaks to a computer, or has shaky
     hands, presses keys without wanting to. The theme acts on some, and shuts the search on Tab.
     https://www.w3.org/TR/WCAG22/#character-key-shortcuts */
  addEventListener(
    "keydown",
    (event) => {
      const { key, target } = event;
      if (key === "Tab" || (key.length === 1 && !target.matches?.("input, textarea, select"))) {
        event.stopImmediatePropagation();
      }
    },
    true,
  );

  /* A panel is shut when the focus leaves it, so that it covers nothing that has the focus. */
  addEventListener("focusout", ({ target, relatedTarget }) => {
    const panel = target.closest?.("[popover]") || target.popoverTargetElement;
    if (!panel || !relatedTarget || panel.contains(relatedTarget)) return;
    if (relatedTarget.popoverTargetElement !== panel) panel.hidePopover();
  });
  addEventListener("click", ({ target }) => {
    target.closest?.("[popover] a")?.closest("[popover]").hidePopover();
  });
  const display = document.getElementById("display");
  display?.addEventListener("beforetoggle", () => import("./keyboard/display.js"), { once: true });

  /* A table that is wider than the window is scrolled with the arrow keys. */
  const look = () => {
    for (const wrap of document.querySelectorAll(".md-typeset__scrollwrap")) {
      const isWide = wrap.scrollWidth > wrap.clientWidth;
      for (const [name, value] of Object.entries({
        tabindex: 0,
        role: "region",
        "aria-label": "Table, wider than the window",
      })) {
        if (isWide) wrap.setAttribute(name, value);
        else wrap.removeAttribute(name);
      }
    }
  };
  addEventListener("load", look);
  addEventListener("resize", look);

  /* The search is shut behind a focus that goes on, also where that was faster than the theme,
     which opens it some time after the field has got the focus. */
  const search = document.querySelector(".search");
  const toggle = document.getElementById("__search");
  const shut = () => {
    const { activeElement } = document; // the body is none: the theme leaves the field for a moment
    if (activeElement === document.body || search.contains(activeElement)) return;
    if (toggle.checked) toggle.click();
  };
  if (search) {
    document.addEventListener("focusin", shut);
    toggle.addEventListener("change", () => queueMicrotask(shut)); // not within a click of it
  }

  /* Its other keys are loaded with it. */
  const keys = () => import("./keyboard/search.js");
  search?.addEventListener("focusin", keys, { once: true });
  document
    .querySelector(".search-open")
    ?.addEventListener("click", async () => (await keys()).open());

  /* The place where one stopped, for those who want it kept. */
  try {
    if (document.querySelector(".byline") && __md_get("__places")) import("./keyboard/places.js");
  } catch {} // a browser that keeps nothing has no place to go back to
})();
