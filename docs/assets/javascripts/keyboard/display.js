/* The panel `Display`: what is chosen is kept in this browser, and shown at once. */
const form = document.getElementById("display");
const root = document.documentElement;
const early = [...form.querySelectorAll(":checked")]; // chosen before this script was here

if (!early.some((one) => one.name === "scheme")) {
  form.querySelector(`[name=scheme][value="${root.dataset.scheme || ""}"]`).checked = true;
}
form.elements.places.checked ||= Boolean(__md_get("__places"));

form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("change", async ({ target }) => {
  if (target.name === "scheme") {
    if (target.value) root.dataset.scheme = target.value;
    else delete root.dataset.scheme;
    keep("__scheme", target.value);
  } else if (target.checked) {
    if (!__md_get("__places")) __md_set("__places", {});
    if (document.querySelector(".byline")) await import("./places.js");
  } else keep("__places", null);
});
for (const one of early) one.dispatchEvent(new Event("change", { bubbles: true }));

function keep(name, value) {
  if (value) __md_set(name, value);
  else localStorage.removeItem(`${__md_scope.pathname}.${name}`);
}
