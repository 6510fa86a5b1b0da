/* The page `search.md`: a box, a button and a list of results, which a link can name after `#`. */
let element; // comes with the search, which is loaded when a reader goes to it

const form = document.querySelector(".find");
const input = form.elements.query;
const status = document.querySelector(".find__status");
const notes = document.querySelector(".find__notes");
const list = document.querySelector(".find__results");
const base = new URL(JSON.parse(document.getElementById("__config").textContent).base, location);

/** A title or a line of text as the index has it: words, some of them marked. */
function text(html) {
  const { content } = element("template", { innerHTML: html });
  return [...content.childNodes].map((node) =>
    node.nodeName === "MARK" ? element("mark", {}, node.textContent) : node.textContent,
  );
}

function draw([page, ...sections]) {
  const best = sections.filter(({ score }) => score >= page.score);
  const link = ({ location, title }) =>
    element("a", { href: new URL(location, base).href }, ...text(title));
  const item = element("li", {}, element("h2", {}, link(page)));
  for (const section of best)
    item.append(element("p", { className: "find__section" }, link(section)));
  const [said] = [...best, page];
  if (said.text) item.append(element("p", {}, ...text(said.text)));
  return item;
}

function show(search, { data, note, error, retry }) {
  if (error) {
    status.textContent = globalThis.loadSearch.FAILED;
    notes.replaceChildren(...search.failure({ error, retry }));
    return;
  }
  const { items } = data;
  notes.replaceChildren(...search.notes(note, ask));
  list.replaceChildren(...items.map(draw));
  status.textContent = !search.query.trim()
    ? ""
    : items.length === 1
      ? "1 result"
      : `${items.length || "No"} results`;
}

/** Ask, and let Back lead to what was asked before. */
function ask(query) {
  const hash = query ? `#q=${encodeURIComponent(query)}` : "";
  if (location.hash !== hash) history.pushState(null, "", location.pathname + hash);
  answer(query);
}

async function answer(query) {
  input.value = query;
  if (!query && !status.textContent) return;
  let search;
  try {
    search = await globalThis.loadSearch();
    ({ element } = await import("./box.js"));
  } catch {
    status.textContent = `${globalThis.loadSearch.FAILED} Try again, or use the A to Z.`;
    return;
  }
  search.ask(query, (given) => show(search, given));
}

/** The query after the `#`, also one that somebody wrote by hand. */
function linked() {
  const [, query] = location.hash.match(/^#q=(.*)$/su) || [];
  try {
    return decodeURIComponent((query || "").replaceAll("+", " "));
  } catch {
    return query;
  }
}

form.hidden = !globalThis.loadSearch; // without it there is only the theme's box
form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask(input.value);
});
input.addEventListener("focus", () => globalThis.loadSearch(), { once: true });
addEventListener("hashchange", () => answer(linked()));
if (linked() && !form.hidden) answer(linked());
