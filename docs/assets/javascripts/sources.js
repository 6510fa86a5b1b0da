/* Sources: a look at a reference or at the meaning of a term without leaving the sentence, and a
   button that copies a reference. Without this script each number is a plain link to the list of
   sources. */
"use strict";
(() => {
  const PAUSE = 250; // milliseconds to move the pointer from a number to its preview

  function element(tag, properties, ...children) {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  }

  /* -- A look at the reference ------------------------------------------------------- */

  let open = null; // the link whose preview is shown, and the preview
  let timer = 0;
  let hushed = false; // while the focus goes back to a number whose preview was just closed

  function close() {
    clearTimeout(timer);
    if (!open) return;
    const { link, preview } = open;
    open = null;
    const goBack = preview.contains(document.activeElement);
    preview.remove();
    link.removeAttribute("aria-describedby");
    hushed = true;
    if (goBack) link.focus();
    hushed = false;
  }

  function show(link) {
    clearTimeout(timer);
    if (open?.link === link) return;
    const { meaning } = link.dataset;
    const item = meaning || document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!item) return;
    close();
    const text = element("span", { id: "source-preview-text" }, meaning || "");
    for (const part of item.childNodes || []) {
      if (!part.matches?.(".back")) text.append(part.cloneNode(true));
    }
    for (const copy of text.querySelectorAll(".copy, [role=status]")) copy.remove();
    const name = meaning ? link.textContent : `Source ${link.textContent}`;
    const shut = element("button", { type: "button", className: "source-preview__close" }, "Close");
    shut.addEventListener("click", close);
    const preview = element(
      "span",
      { className: "source-preview" },
      element("strong", {}, `${name} `),
      text,
      shut,
    );
    text
      .querySelector(".reference__links")
      ?.append(element("a", { href: link.hash, onclick: close }, "In the list of sources"));
    preview.setAttribute("role", "group");
    preview.setAttribute("aria-label", name);
    link.setAttribute("aria-describedby", text.id);
    // Right after the number, so that the Tab key leads from it into the preview.
    link.after(preview);
    open = { link, preview };
    place();
    // On a phone it lies at the foot of the screen: its number is not to end up below it.
    const hidden = link.getBoundingClientRect().bottom + 8 - preview.getBoundingClientRect().top;
    if (getComputedStyle(preview).bottom === "0px" && hidden > 0) scrollBy(0, hidden);
  }

  function place() {
    if (!open) return;
    const { link, preview } = open;
    const at = link.getBoundingClientRect();
    if (at.bottom < 0 || at.top > innerHeight) return close();
    const edge = 8;
    const left = Math.min(
      at.left,
      document.documentElement.clientWidth - preview.offsetWidth - edge,
    );
    const below = at.bottom + preview.offsetHeight + edge < innerHeight;
    preview.style.setProperty("--left", `${Math.max(edge, left)}px`);
    preview.style.setProperty(
      "--top",
      `${below ? at.bottom : Math.max(edge, at.top - preview.offsetHeight)}px`,
    );
  }

  function later(action) {
    clearTimeout(timer);
    timer = setTimeout(action, PAUSE);
  }

  const number = (target) => target.closest?.(".citation a[href^='#source-'], a.term");

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse") return;
    const link = number(event.target);
    if (link && !open?.preview.contains(link)) later(() => show(link));
    else if (open?.preview.contains(event.target)) clearTimeout(timer);
    else if (open && !open.preview.contains(document.activeElement)) later(close);
    else clearTimeout(timer);
  });
  document.addEventListener("focusin", (event) => {
    const link = number(event.target);
    if (hushed) return;
    if (link && link.matches(":focus-visible") && !open?.preview.contains(link)) show(link);
    else if (open && link !== open.link && !open.preview.contains(event.target)) close();
  });
  document.addEventListener("click", (event) => {
    const link = number(event.target);
    if (link && !open?.preview.contains(link)) {
      // A finger sees the reference first; its second tap follows the link.
      if (event.pointerType === "touch" && open?.link !== link) {
        event.preventDefault();
        show(link);
      } else close();
    } else if (open && !open.preview.contains(event.target)) close();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && open) close();
  });
  addEventListener("scroll", place, { passive: true });
  addEventListener("resize", place);

  /* -- Copy a reference -------------------------------------------------------------- */

  function addCopyButtons() {
    if (!navigator.clipboard) return;
    for (const reference of document.querySelectorAll(
      ".sources li > .reference, .source > .reference, .cite-this > .reference",
    )) {
      const button = element("button", { type: "button", className: "copy" }, "Copy reference");
      const said = element("span", { className: "unseen", role: "status" });
      button.addEventListener("click", async () => {
        try {
          await navigator.clipboard.writeText(reference.textContent);
          said.textContent = button.textContent = "Copied";
        } catch {
          said.textContent = button.textContent = "Could not copy";
        }
        setTimeout(() => {
          button.textContent = "Copy reference";
          said.textContent = "";
        }, 3000);
      });
      const links = reference.parentElement.querySelector(".reference__links");
      if (links) links.append(button, said);
      else reference.after(" ", button, said);
    }
  }

  addCopyButtons();
})();
