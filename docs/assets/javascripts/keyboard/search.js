/* The search box by keyboard. It is open while the focus is in it. On a phone it fills the
   screen, and is a dialog; on a desktop it is a field with a list below it. */
const toggle = document.getElementById("__search");
const search = document.querySelector(".search");
const opener = document.querySelector(".search-open");
const query = search.querySelector("input");
const list = search.querySelector("ol");
const fills = matchMedia("(max-width: 59.984375em)");
let isShut = false; // by its reader, who may still be in the field

/** Open or shut it; the theme's script is told by the box it looks at. */
function set(isOpen) {
  if (isOpen) isShut = false;
  if (toggle.checked !== isOpen) toggle.click();
}

/** While it fills the screen, nothing else can be reached. */
function follow() {
  const isDialog = toggle.checked && fills.matches;
  opener.setAttribute("aria-expanded", toggle.checked);
  for (const [name, value] of Object.entries({
    role: "dialog",
    "aria-modal": true,
    "aria-label": "Search",
  })) {
    if (isDialog) search.setAttribute(name, value);
    else search.removeAttribute(name);
  }
  for (let inner = search; inner !== document.body; inner = inner.parentElement) {
    for (const other of inner.parentElement.children) if (other !== inner) other.inert = isDialog;
  }
}

export function open() {
  set(true);
  query.focus();
}

/** Shut it, and give the focus back to what opened it. */
function close() {
  const wasInside = search.contains(document.activeElement);
  isShut = true;
  set(false);
  if (wasInside) (fills.matches ? opener : query).focus();
}

toggle.addEventListener("change", () => {
  // The theme opens it some time after the field has got the focus.
  if (isShut) queueMicrotask(() => set(false)); // not within the click that this is called by
  follow();
});
fills.addEventListener("change", follow);
search.querySelector(".search__close").addEventListener("click", close);
query.addEventListener("input", () => set(true));
search.addEventListener("focusout", ({ relatedTarget }) => {
  if (relatedTarget) isShut = false; // without one the theme takes the focus away for a moment
});
addEventListener("pointerdown", ({ target }) => {
  isShut = false;
  if (!fills.matches && !search.contains(target)) set(false);
});
addEventListener(
  "keydown",
  (event) => {
    if (!toggle.checked) return;
    const { key, target } = event;
    if (key === "Escape") {
      event.stopImmediatePropagation(); // the theme would leave the focus nowhere
      close();
    } else if (key === "Enter" && target === query && fills.matches) {
      // The theme would open the best result; on a phone the key says "Search", so it shows them.
      event.stopImmediatePropagation();
      event.preventDefault(); // or the key would press what the focus goes to
      (list.querySelector("a") || search.querySelector(".search__close")).focus();
    } else if (target !== query && !key.startsWith("Arrow")) {
      event.stopImmediatePropagation(); // the theme takes the focus away from a result, also on Shift
    }
  },
  true,
);
// The theme takes its results out of the order of the Tab key.
new MutationObserver(() => {
  for (const link of list.querySelectorAll("[tabindex='-1']")) link.removeAttribute("tabindex");
}).observe(list, { childList: true });
follow();
