/* The search as the page sees it: the worker behind the theme's box, and what the box says
   beside its list: other spellings, help, and where to go when nothing was found. */

export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

/** Put the search behind the theme's box; the answer is the search, for the page `search.md`. */
export async function start({ addresses, base, box, open, opened, pages }) {
  const result = document.querySelector("[data-md-component=search-result]");
  const input = document.querySelector("[data-md-component=search-query]");
  const status = result.firstElementChild;
  const notes = element("div", { className: "search-notes md-typeset" });
  status.setAttribute("role", "status");
  result.before(notes); // help comes before the number of results

  const search = new Search({ addresses, base, open, pages });
  const look = () => input.dispatchEvent(new Event("keyup")); // the theme looks at the box then
  input.addEventListener("input", look); // also when something was pasted by mouse, or spoken
  const again = (query) => {
    input.value = query;
    look();
    input.focus();
  };
  const show = (answer) => {
    if (answer.error) {
      status.textContent = globalThis.loadSearch.FAILED;
      notes.replaceChildren(...search.failure(answer));
      return;
    }
    tell(answer);
    notes.replaceChildren(...search.notes(answer.note, again));
    notes.dataset.query = answer.query || ""; // what the list and the notes answer
  };
  const tell = (message) => box.dispatchEvent(new MessageEvent("message", { data: message }));
  box.postMessage = ({ data: query }) => {
    // The theme asks for nothing as soon as it can, and the page `search.md` may be asking.
    if (query) search.ask(query, show);
    else {
      // An answer that is on its way is no longer wanted.
      if (search.show === show) Object.assign(search, { query: "", show: () => {} });
      queueMicrotask(() => show({ type: 3, data: { items: [] }, note: {} })); // never at once, as a worker
    }
  };
  notes.addEventListener("click", (event) => {
    if (event.target.closest("[data-query]")) event.stopPropagation(); // the theme would close the box
  });
  const connect = async (given) => {
    try {
      await search.connect(given);
      tell({ type: 1 });
    } catch (error) {
      search.failed = { error, retry: () => connect(open()) };
      show(search.failed);
      if (search.show !== show) search.show(search.failed);
    }
  };
  connect(opened);
  return search;
}

class Search {
  constructor({ addresses, base, open, pages }) {
    Object.assign(this, { addresses, base, open, pages });
    this.worker = null;
    this.isStale = false;
    this.isBare = false;
    this.failed = null;
    this.query = "";
    this.show = () => {};
    this.ready = new Promise((resolve) => (this.isReady = resolve));
  }

  /** Wait for our worker, and where it cannot run, for the built-in one. */
  async connect({ worker, first }) {
    this.failed = null;
    let said;
    try {
      said = await first;
      if (said.type !== 1) throw new Error(said.data);
    } catch (error) {
      console.warn(error); // the built-in search knows no other spelling, but it answers
      worker.terminate();
      ({ worker, said } = await this.startBuiltin());
    }
    this.worker = worker;
    this.isStale = Boolean(said.isStale);
    this.isBare = Boolean(said.isBare);
    worker.addEventListener("message", ({ data: answer }) => {
      if (answer.query === undefined || answer.query === this.query) {
        this.show({ note: {}, ...answer });
      }
    });
    this.isReady();
  }

  async startBuiltin() {
    const response = await fetch(this.addresses.index);
    if (!response.ok) throw new Error(`${this.addresses.index}: ${response.status}`);
    const { config, docs } = await response.json();
    if (!config || !docs) throw new Error(`${this.addresses.index}: no index`);
    const worker = new Worker(this.addresses.builtin);
    const said = await new Promise((resolve, reject) => {
      worker.addEventListener("message", ({ data }) => resolve(data), { once: true });
      worker.addEventListener("error", ({ message }) => reject(new Error(message)));
      worker.postMessage({ type: 0, data: { config, docs, options: { suggest: true } } });
    });
    return { worker, said };
  }

  /**
   * Ask; `show(answer)` is called when the answer is there, unless something else is asked.
   *
   * Where there is no search the answer is `{error, retry}`.
   */
  async ask(query, show) {
    Object.assign(this, { query, show });
    if (this.failed) show(this.failed);
    await this.ready;
    if (query === this.query) this.worker.postMessage({ type: 2, data: query });
  }

  /** The address of the page of results, with the query where no server sees it. */
  resultsFor(query) {
    return new URL(`${this.pages.results}#q=${encodeURIComponent(query)}`, location).href;
  }

  /** What the reader should know beside the list; `again(query)` asks something else. */
  notes(note, again) {
    const made = [];
    const link = (asked, text = asked) => {
      const found = element("a", { href: this.resultsFor(asked) }, text);
      found.dataset.query = asked;
      found.addEventListener("click", (event) => {
        event.preventDefault();
        again(asked);
      });
      return found;
    };
    const line = (...children) => made.push(element("p", {}, ...children));
    const listed = (items, word) =>
      items.flatMap((item, at) => [
        at === 0 ? "" : at < items.length - 1 ? ", " : ` ${word} `,
        item,
      ]);

    if (note.help) made.push(this.drawn(note.help));
    if (this.isBare)
      line(
        "Other spellings are looked for, but not other words for the same: their list did not arrive.",
      );
    if (this.isStale)
      line(
        "This page and the search are of different versions of the site. Reload the page if a result leads nowhere.",
      );
    for (const { typed, meant } of note.unsure || []) {
      const links = meant.map(({ word, query }) => link(query, word));
      line(
        "Did you mean ",
        ...listed(links, "or"),
        "? “",
        typed,
        "” may be another name, so we did not look for it.",
      );
    }
    for (const { typed, meant } of note.mended || []) {
      line("Looked for ", element("strong", {}, meant), " in place of “", typed, "”.");
    }
    if (note.missing?.length) {
      const words = note.missing.map((word) => `“${word}”`);
      line("Nothing on this site has ", ...listed(words, "or"), ".");
    }
    if (note.nothing && !note.help) {
      if (note.near?.length)
        line(
          "Did you mean ",
          ...listed(
            note.near.map((near) => link(near)),
            "or",
          ),
          "?",
        );
      if (note.lead) made.push(this.drawn(note.lead));
    }
    return made;
  }

  /** What to do where there is no search. */
  failure({ error, retry }) {
    const button = element(
      "button",
      { type: "button", className: "search-notes__retry" },
      "Try again",
    );
    button.addEventListener("click", () => {
      button.disabled = true; // until it is known whether it worked
      retry();
    });
    const why = element(
      "p",
      {},
      `The list of words did not arrive whole (${error.message}). `,
      button,
    );
    const lead = this.pages.aToZ
      ? [
          element(
            "p",
            {},
            "Or look in the ",
            element("a", { href: this.pages.aToZ }, "A to Z"),
            ".",
          ),
        ]
      : [];
    return [why, ...lead];
  }

  /** HTML that the build has drawn, with its links seen from here. */
  drawn({ html, url }) {
    const made = element("div", { innerHTML: html });
    for (const link of made.querySelectorAll("a[href]")) {
      link.href = new URL(link.getAttribute("href"), new URL(url, this.base));
    }
    return made;
  }
}
