/* Tells GoatCounter that a post was opened: which one, and nothing else. It stands only on
   posts, and only where `popular.counter` is set in mkdocs.yml. No cookie goes or comes, nothing
   is kept, and who asks not to be tracked is not counted. */
"use strict";
(() => {
  const { address, site } = document.currentScript.dataset;
  const refused = navigator.globalPrivacyControl || ["1", "yes"].includes(navigator.doNotTrack);
  // Copies of the page elsewhere, pages in frames and browsers that a program drives are no readers.
  if (refused || navigator.webdriver || top !== self || location.origin !== site) return;

  function count() {
    if (document.visibilityState === "hidden") return; // opened in the background, or in advance
    document.removeEventListener("visibilitychange", count);
    fetch(address, {
      mode: "no-cors", // the answer is a picture that nobody looks at
      credentials: "omit",
      referrerPolicy: "no-referrer",
      cache: "no-store",
      keepalive: true, // also when the reader leaves at once
    }).catch(() => {}); // a view that is not counted disturbs nobody
  }

  document.addEventListener("visibilitychange", count);
  count();
})();
