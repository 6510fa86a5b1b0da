/* The page for missing addresses: leads on where it is certain which page was meant, and
   proposes where it is not. It compares the address with the list of all addresses of this
   site, here in the browser. Without this script the links of the page remain. */
"use strict";
(() => {
  const LIKE = 0.4; // from here on a name may be a slip for another
  const MOST = 3; // proposals
  const { root, addresses, search } = document.currentScript.dataset;
  const base = new URL(root, location);
  base.pathname = base.pathname.replace(/\/?$/, "/");

  function decoded(path) {
    try {
      return decodeURIComponent(path);
    } catch {
      return path;
    }
  }

  /** An address without what makes no difference: `.html`, `index.html`, capitals, slashes at
      its ends, and what a sentence or a bracket has left at its end. */
  function core(path) {
    return decoded(path)
      .normalize("NFC")
      .toLowerCase()
      .replace(/[\s.,;:!?'"’”»>)\]}*_\\]+$/u, "")
      .replace(/\/{2,}/gu, "/")
      .replace(/^\/|\/$/gu, "")
      .replace(/(^|\/)index\.(html?|php|md)$/u, "")
      .replace(/\.(html?|php|aspx?|md)$/u, "");
  }

  const nameOf = (path) => core(path).split("/").at(-1);
  const wordsOf = (name) =>
    name.split(/[^\p{L}\p{N}]+/u).filter((word) => word && !/^\d+$/u.test(word));

  /** How much two names are alike, from 0 to 1: by the pairs of letters that they share. */
  function likeness(one, other) {
    const pairs = (text) => {
      const letters = [...text];
      return letters.slice(1).map((letter, at) => letters[at] + letter);
    };
    const left = pairs(one);
    const right = pairs(other);
    const all = left.length + right.length;
    const shared = left.filter((pair) => {
      const at = right.indexOf(pair);
      if (at >= 0) right.splice(at, 1);
      return at >= 0;
    });
    return all ? (2 * shared.length) / all : 0;
  }

  /** The pages that an address means beyond doubt, or nearly so. */
  function find(asked, { pages, former }) {
    const wanted = core(asked);
    const now = pages.map(([path]) => path).filter((path) => core(path) === wanted);
    const before = Object.keys(former).filter((path) => core(path) === wanted);
    return now.length ? now : [...new Set(before.map((path) => former[path]))];
  }

  /** The pages that an address may mean, the likeliest first. */
  function guess(asked, { pages, former }) {
    const parts = core(asked).split("/");
    const name = parts.at(-1);
    const names = [...pages.map(([path]) => [path, path]), ...Object.entries(former)];
    const best = new Map();
    for (const [from, path] of names) {
      const likely = likeness(name, nameOf(from));
      if (likely >= LIKE && likely > (best.get(path) || 0)) best.set(path, likely);
    }
    const close = [...best].sort(([, one], [, other]) => other - one).map(([path]) => path);
    // Where nothing is alike: the year or the folder that the address begins with.
    const above = [`blog/${parts.find((part) => /^(19|20)\d\d$/u.test(part))}`];
    for (let end = parts.length - 1; end > 0; end -= 1) above.push(parts.slice(0, end).join("/"));
    const known = above.map((path) => pages.find(([page]) => core(page) === path)?.[0]);
    return [...new Set([...close.slice(0, MOST), ...known.filter(Boolean).slice(0, 1)])].slice(
      0,
      MOST,
    );
  }

  function element(tag, properties, ...children) {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  }

  function propose(paths, pages, asked) {
    const titles = new Map(pages);
    const said = [];
    if (paths.length) {
      const items = paths.map((path) =>
        element(
          "li",
          {},
          element("a", { href: new URL(path, base).href }, titles.get(path) || path),
        ),
      );
      said.push(element("p", {}, "Were you looking for this?"), element("ul", {}, ...items));
    }
    const words = wordsOf(nameOf(asked)).join(" ");
    if (words && search) {
      const href = `${search}#q=${encodeURIComponent(words)}`;
      said.push(element("p", {}, element("a", { href }, `Search for “${words}”`)));
    }
    document.querySelector(".missing").replaceChildren(...said);
  }

  async function start() {
    const { pathname } = location;
    const asked = pathname.startsWith(base.pathname)
      ? pathname.slice(base.pathname.length)
      : pathname;
    let known = { pages: [], former: {} };
    try {
      known = await (await fetch(addresses)).json();
    } catch (error) {
      console.warn(error); // the search can still be offered
    }
    const found = find(asked, known);
    const to = found.length === 1 && new URL(found[0], base);
    if (to && to.pathname !== pathname) {
      to.search = location.search;
      to.hash = location.hash;
      location.replace(to); // not kept in the history, so that Back goes back
      return;
    }
    propose(found.length > 1 ? found : guess(asked, known), known.pages, asked);
  }

  start();
})();
