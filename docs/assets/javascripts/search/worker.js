/* The search in its own thread: the built-in worker, and before it a reader of queries.

   It loads the built-in worker, hands it the index, and from then on asks it what was meant
   instead of what was typed, and puts its answers in order. Where that fails it asks what was
   typed, so the built-in search still answers.

   In:  {type: 0, data: {builtin, index, words}}, once: where these are
        {type: 2, data: "what was typed"}
   Out: {type: 1, isStale, isBare}, once: it is ready, perhaps with words of another build, or
        without any; or
        {type: 4, data: "why it is not"}
        {type: 3, data: {items, suggest}, query, note}: answers as the built-in worker gives
        them, and what the reader should know of them */
"use strict";

const send = self.postMessage.bind(self);
let answered = null; // takes what the built-in worker says next
let site = null;
let newest = 0;

self.postMessage = (message) => answered(message);

/** What the built-in worker answers. It hears this event, and none from the page. */
function ask(message) {
  return new Promise((resolve) => {
    answered = resolve;
    dispatchEvent(new MessageEvent("message", { data: message }));
  });
}

async function read(address, cache) {
  const response = await fetch(address, { cache });
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.json();
}

/** The index and the readers' words; anew where what was kept is broken or from two builds. */
async function load({ index, words }) {
  const both = async (cache) => {
    const loaded = await Promise.all([read(index, cache), read(words, cache).catch(() => null)]);
    const [{ config }, theirs] = loaded;
    return { loaded, isStale: Boolean(theirs) && config.build !== theirs.build };
  };
  const kept = await both("default").catch(() => null);
  return !kept || kept.isStale ? both("reload") : kept;
}

/** Let go of the space that lunr keeps, for each word and each entry, for fields without words. */
function shrink(index) {
  const none = Object.freeze(Object.create(null));
  const fields = index.fields.filter((field) => field !== "text"); // nearly every word is in a text
  for (const uses of Object.values(index.invertedIndex)) {
    for (const field of fields) if (isEmpty(uses[field])) uses[field] = none;
  }
  const vectors = Object.entries(index.fieldVectors).filter(([, { elements }]) => elements.length);
  index.fieldVectors = Object.fromEntries(vectors);
}

function isEmpty(object) {
  for (const _ in object) return false;
  return true;
}

async function start(addresses) {
  const loading = load(addresses);
  loading.catch(() => {}); // told below, where it is waited for
  importScripts("query.js", addresses.builtin);
  const { lunr } = self;
  let inverted = {};
  // The built-in worker makes its index by calling lunr, and the words of that are the site's.
  self.lunr = new Proxy(lunr, {
    apply(...call) {
      const made = Reflect.apply(...call);
      shrink(made);
      inverted = made.invertedIndex;
      return made;
    },
  });
  const { loaded, isStale } = await loading;
  const [{ config, docs }, words] = loaded;
  await ask({ type: 0, data: { config, docs, options: { suggest: false } } });
  site = new Query.Site({
    docs,
    words: words || {},
    inverted,
    stem: (word) => String(lunr.stemmer(new lunr.Token(word))),
    isStop: (word) => lunr.stopWordFilter(word) === undefined,
  });
  // By these it finds, but they are not shown; so it need not mark and send them.
  for (const doc of docs) if (doc.aliases) doc.aliases = doc.glossary = doc.sources = undefined;
  send({ type: 1, isStale, isBare: !words });
}

async function answer(query) {
  try {
    const question = site.read(query);
    const { data } = await ask({ type: 2, data: question.lunr });
    const items = question.rank(data.items);
    return {
      type: 3,
      data: { items, suggest: question.suggestion },
      query,
      note: question.note(items),
    };
  } catch (error) {
    console.warn(error);
    const { data } = await ask({ type: 2, data: query });
    return { type: 3, data, query, note: {} };
  }
}

addEventListener("message", async (event) => {
  if (!event.isTrusted) return; // our own, for the built-in worker
  event.stopImmediatePropagation();
  const { type, data } = event.data;
  if (type === 0) {
    start(data).catch((error) => send({ type: 4, data: error.message }));
    return;
  }
  const mine = ++newest;
  await new Promise((resolve) => setTimeout(resolve)); // let what was typed since come in
  if (mine === newest) send(await answer(data));
});
