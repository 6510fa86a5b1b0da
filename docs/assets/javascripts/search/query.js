/* What a reader typed, and what may be meant by it: words, their other forms, their spelling,
   other words for the same; and which of the answers fits best. Nothing here knows of pages,
   workers or the network. */
"use strict";

// oxlint-disable-next-line no-unused-vars -- the worker takes this script in
const Query = (() => {
  const LONGEST = 300; // characters of what was typed that are read; of a pasted page, its beginning
  const LONGEST_CRY = 10000; // characters in which words that call for help are looked for
  const MOST_WORDS = 12; // words of it that are asked for
  const MOST_FORMS = 12; // words that begin as the last one does
  const MOST_MENDED = 4; // words that may be meant by a misspelled one
  const MOST_RESULTS = 10; // posts that have only some of the words fill the list up to this
  const MOST_WHOLE = 50; // posts that have all of them
  const MOST_FOLDED = 5; // sections of a post that can be unfolded below the best

  /* How well a form of a word stands for what was typed. */
  const TYPED = 1;
  const SAME_STEM = 0.9;
  const SAME_MEANING = 0.85;
  const MENDED = 0.8;
  const BEGUN = 0.5; // the word may be complete already
  const PART = 0.4; // a common word of a longer name

  /* What it is worth to find the words, by the place. Found by trying values on one set of
     queries and checked on another: `python -m tests.search`. */
  const TITLE = 1.4;
  const ALIAS = 1;
  const TEXT = 0.6;
  const WHOLE_NAME = 0.9; // all words of a title or an alias are in the query
  const ASKED = 0.7; // the words that only ask, such as "how often", are in the title
  const OTHER_PAGE = 0.4; // against a post
  const ALL_FOUND = 100; // more than all of the above together
  const BELOW = 1000; // pages that stand below all posts, such as those of sources

  /* English words with which people ask, beside those that the index leaves out. */
  const ASKING = new Set(
    `about again already always anyone anything best better big cant come could couldnt cure did
    didnt different do does doesnt doing done dont else even ever every explain find from get gets
    getting give go going gone good got happen happens has have havent having hello help helps hi
    how i im isnt it its ive just keep know let like lot make makes many maybe me mean means much
    must my need needs new no not off ok okay on one ones only or our out please really right said
    say should shouldnt so some someone something soon still take tell than thanks that the their
    them then there they thing things think this to too try up use used using very want was way
    ways we well what whats when where which while who why will with without wont work works would
    yes you your`.split(/\s+/),
  );

  /** The words of a text in their order, in lower case, without punctuation and operators. */
  function split(text, longest = LONGEST) {
    return (
      text
        .slice(0, longest)
        .replace(/[’‘`´ʼ]/g, "'") // before NFKC, which makes a space and an accent of ´
        .normalize("NFKC")
        .toLowerCase()
        .replace(/'s(?![\p{L}\p{N}])/gu, "") // the doctor's
        .replace(/['\u00ad]/g, "") // can't, and hyphens that are not seen
        .match(/\p{N}+(?:\.\p{N}+)+|[\p{L}\p{N}\p{M}]+/gu) || []
    );
  }

  /* -- Spelling ---------------------------------------------------------------------- */

  /** Errors that a word of so many letters may have. */
  function allowance(word) {
    return word.length < 5 ? 0 : word.length < 8 ? 1 : 2;
  }

  /**
   * Letters to add, drop, replace or swap with their neighbour to make one word of the other;
   * `most` + 1 where it takes more than `most`. (The optimal string alignment distance.)
   */
  function distance(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    let before = [];
    let above = Array.from({ length: b.length + 1 }, (_, j) => j);
    for (let i = 1; i <= a.length; i++) {
      const row = [i];
      let least = i;
      for (let j = 1; j <= b.length; j++) {
        const replaced = above[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
        row[j] = Math.min(above[j] + 1, row[j - 1] + 1, replaced);
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
        least = Math.min(least, row[j]);
      }
      if (least > most) return most + 1;
      before = above;
      above = row;
    }
    return Math.min(above[b.length], most + 1);
  }

  /** The letters of a word, a bit each: words that differ in many need no closer look. */
  function letters(word) {
    let bits = 0;
    for (let i = 0; i < word.length; i++) bits |= 1 << (word.charCodeAt(i) & 31);
    return bits;
  }

  function count(bits) {
    let ones = 0;
    for (; bits; bits &= bits - 1) ones++;
    return ones;
  }

  /** Words in their order. `weigh(word)` tells how much one matters on the site. */
  class Vocabulary {
    constructor(words, weigh) {
      this.words = [...words].sort();
      this.known = new Set(this.words);
      this.letters = Int32Array.from(this.words, letters);
      this.weights = new Map();
      this.weigh = weigh;
    }

    weight(word) {
      if (!this.weights.has(word)) this.weights.set(word, this.weigh(word));
      return this.weights.get(word);
    }

    /** These words, what matters most first. */
    sorted(words) {
      return words.sort((a, b) => this.weight(b) - this.weight(a) || (a < b ? -1 : 1));
    }

    /** The words that begin so. */
    beginning(start) {
      let low = 0;
      let high = this.words.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (this.words[middle] < start) low = middle + 1;
        else high = middle;
      }
      let end = low;
      while (end < this.words.length && this.words[end].startsWith(start)) end++;
      return this.words.slice(low, end);
    }

    /** The words nearest to one with at most so many errors in it, and how far away they are. */
    near(word, errors = allowance(word)) {
      const bits = letters(word);
      let words = [];
      for (let i = 0; errors && i < this.words.length; i++) {
        if (count(bits ^ this.letters[i]) > 2 * errors) continue; // most of them, unseen
        const other = this.words[i];
        if (Math.abs(other.length - word.length) > errors || other.length < 4) continue;
        const found = distance(word, other, errors);
        if (found > errors) continue;
        if (found < errors) words = [];
        errors = found;
        words.push(other);
      }
      return { errors, words: this.sorted(words) };
    }
  }

  /* -- What the site says ------------------------------------------------------------ */

  /**
   * All that is known of a site before anything is asked.
   *
   * `docs` are the entries of the search index, `words` is what `search/words.json` holds,
   * `inverted` the inverted index of lunr, `stem(word)` and `isStop(word)` are lunr's.
   */
  class Site {
    constructor({ docs, words = {}, inverted = {}, stem = (word) => word, isStop = () => false }) {
      this.stem = stem;
      this.asks = (word) => isStop(word) || ASKING.has(word) || isNumber(word);
      const uses = (word, field) => Object.keys(inverted[word]?.[field] || {}).length;
      this.vocabulary = new Vocabulary(
        Object.keys(inverted).filter((word) => /^[\p{L}\p{N}]/u.test(word)),
        (word) => 20 * (uses(word, "title") + uses(word, "aliases")) + uses(word, "text"),
      );
      this.pages = new Map();
      for (const { location, title, aliases, boost } of docs) {
        if (!location.includes("#")) {
          const names = [title.replace(/<[^>]*>/g, ""), ...(aliases || [])].map((name) =>
            split(name),
          );
          this.pages.set(location, {
            title: new Set(names[0]),
            aliases: new Set(names.slice(1).flat()),
            names,
            isPost: Boolean(aliases),
            isBelow: boost < 1,
          });
        }
      }
      this.meanings = new Map();
      for (const [one, other] of words.synonyms || []) {
        this.means(split(one), split(other));
        this.means(split(other), split(one));
      }
      /** Names that are not to be taken for one another, each with the thing it is a name of. */
      this.names = new Map((words.names || []).map(([name, thing]) => [name, thing]));
      this.named = new Vocabulary(this.names.keys(), () => 0);
      const phrases = (words.help?.words || []).map((phrase) => split(phrase));
      this.helpWords = phrases.filter((phrase) => phrase.length);
      this.help = words.help;
      this.lead = words.lead;
    }

    means(words, others) {
      const key = words.join(" ");
      if (!this.meanings.has(key)) this.meanings.set(key, []);
      this.meanings.get(key).push(others);
    }

    /** Words of the site with the same stem. */
    family(word) {
      const stem = this.stem(word);
      const start = word.slice(0, Math.max(3, Math.min(stem.length, word.length) - 1));
      return this.vocabulary.beginning(start).filter((other) => this.stem(other) === stem);
    }

    /** What a reader typed, as `Question`. */
    read(text) {
      return new Question(this, text);
    }
  }

  /* -- What is asked ----------------------------------------------------------------- */

  class Question {
    constructor(site, text) {
      const typed = split(text);
      this.site = site;
      this.typed = typed;
      this.isEmpty = !text.trim();
      /** Misspelled words, each with what was looked for instead. */
      this.mended = [];
      /** Words that may be one of several names, each with these names. */
      this.unsure = [];
      const words = [...new Set(typed)];
      const meant = words.filter((word) => !site.asks(word)).slice(0, MOST_WORDS);
      const all = split(text, LONGEST_CRY);
      const cries = site.helpWords.filter((phrase) => has(all, phrase));
      this.needsHelp = cries.length > 0;
      /** Words that call for help, and for no longer word that begins so. */
      this.crying = new Set(cries.flat());
      /** What was meant, each a map of words of the site to how well they stand for it. */
      this.meant = meant.map((word) => ({
        word,
        forms: this.forms(word, word === typed[typed.length - 1]),
      }));
      this.join();
      this.addMeanings();
      /** Words that nothing on the site stands for. */
      this.missing = this.meant
        .filter(({ word, forms }) => !forms.size && word.length > 2)
        .map(({ word }) => word)
        .filter((word) => !this.unsure.some(({ typed }) => typed === word));
      this.meant = this.meant.filter(({ forms }) => forms.size);
      if (!this.meant.length) this.meant = this.numbers(words);
    }

    /** The numbers that the site has: where nothing else tells what is meant, they do, such as
        that of a help line. */
    numbers(words) {
      return words
        .filter((word) => isNumber(word) && this.site.vocabulary.known.has(word))
        .slice(0, MOST_WORDS)
        .map((word) => ({ word, forms: new Map([[word, TYPED]]) }));
    }

    forms(word, isLast) {
      const { vocabulary } = this.site;
      const forms = new Map();
      if (vocabulary.known.has(word)) forms.set(word, TYPED);
      if (word.length > 3) add(forms, this.site.family(word), SAME_STEM);
      if (this.crying.has(word)) return forms;
      if (isLast || (!forms.size && word.length > 2)) {
        const begun = vocabulary.sorted(vocabulary.beginning(word)).slice(0, MOST_FORMS);
        add(forms, begun, forms.size ? BEGUN : MENDED);
      }
      return forms.size ? forms : this.mend(word);
    }

    mend(word) {
      const { names, named, vocabulary } = this.site;
      const forms = new Map();
      if (this.site.meanings.has(word)) return forms; // a word the site knows by another
      const near = vocabulary.near(word);
      const likeNames = names.has(word) ? { errors: 0, words: [word] } : named.near(word);
      const things = new Set(
        [...(likeNames.errors <= near.errors ? likeNames.words : []), ...near.words]
          .filter((other) => names.has(other))
          .map((other) => names.get(other)),
      );
      // From one medicine to another is a step that only the reader may take.
      const isUnsure = names.has(word) || things.size > 1;
      const safe = near.words.filter((other) => !isUnsure || !names.has(other));
      if (safe.length && !names.has(word)) {
        this.mended.push({ typed: word, meant: safe[0] });
        for (const other of safe.slice(0, MOST_MENDED)) {
          add(forms, [other, ...this.site.family(other)], MENDED);
        }
      } else {
        const meant = near.words.filter((other) => names.has(other)).slice(0, MOST_MENDED);
        if (meant.length) this.unsure.push({ typed: word, meant });
        else add(forms, this.parts(word), MENDED);
      }
      return forms;
    }

    /** The two words that were typed as one. */
    parts(word) {
      const { known } = this.site.vocabulary;
      for (let i = 3; i <= word.length - 3; i++) {
        const parts = [word.slice(0, i), word.slice(i)];
        if (parts.every((part) => known.has(part))) return parts;
      }
      return [];
    }

    /** Take two words for one where the site knows only that: post herpetic. */
    join() {
      const { known } = this.site.vocabulary;
      for (let i = 0; i + 1 < this.typed.length; i++) {
        const pair = this.typed.slice(i, i + 2);
        const isWord = (word) => known.has(word) || this.site.asks(word); // a head is not ahead
        if (known.has(pair.join("")) && !pair.every(isWord)) {
          this.mended = this.mended.filter(({ typed }) => !pair.includes(typed));
          this.unsure = this.unsure.filter(({ typed }) => !pair.includes(typed));
          this.meant = this.meant.filter(({ word }) => !pair.includes(word));
          this.meant.push({ word: pair.join(""), forms: new Map([[pair.join(""), TYPED]]) });
        }
      }
    }

    /** Add other words for the same, beside what was typed. */
    addMeanings() {
      const { meanings, vocabulary } = this.site;
      const mended = new Map(this.mended.map(({ typed, meant }) => [typed, meant]));
      const words = this.typed.map((word) => mended.get(word) || word);
      for (let from = 0; from < words.length; from++) {
        for (let to = from + 1; to <= Math.min(from + 4, words.length); to++) {
          for (const others of meanings.get(words.slice(from, to).join(" ")) || []) {
            const known = others.filter((word) => vocabulary.known.has(word));
            const rarest = vocabulary.sorted(known.filter((word) => !this.site.asks(word))).pop();
            for (const { word, forms } of this.meant) {
              if (rarest && this.typed.slice(from, to).includes(word)) {
                add(forms, known, PART);
                add(forms, [rarest, ...this.site.family(rarest)], SAME_MEANING);
              }
            }
          }
        }
      }
    }

    /** The query in the language of lunr; empty where the site has none of the words. */
    get lunr() {
      const best = new Map();
      for (const { forms } of this.meant) for (const [word, fit] of forms) add(best, [word], fit);
      return [...best].map(([word, fit]) => `${word}^${Math.round(fit * 10)}`).join(" ");
    }

    /** How the last word most likely goes on. */
    get suggestion() {
      const last = this.typed[this.typed.length - 1];
      if (!last || this.site.asks(last)) return [];
      return this.site.vocabulary.sorted(this.site.vocabulary.beginning(last)).slice(0, 1);
    }

    /** What a reader should know of the answers. */
    note(items) {
      const { help, lead } = this.site;
      return {
        mended: this.mended,
        unsure: this.unsure.map(({ typed, meant }) => ({
          typed,
          meant: meant.map((word) => ({ word, query: this.instead(typed, word) })),
        })),
        missing: items.length && !this.needsHelp ? this.missing : [],
        help: this.needsHelp ? help : undefined,
        nothing: !this.isEmpty && !items.length,
        near: items.length ? [] : this.near,
        lead: items.length ? undefined : lead,
      };
    }

    /** What else may have been meant where nothing was found: with one word spelled otherwise. */
    get near() {
      const unknown = this.typed.find((word) => !this.site.asks(word) && word.length > 3);
      if (!unknown || this.unsure.length) return [];
      const { words } = this.site.vocabulary.near(unknown, unknown.length < 5 ? 1 : 2);
      return words.slice(0, MOST_MENDED).map((word) => this.instead(unknown, word));
    }

    /** What was typed, with another word in the place of one. */
    instead(word, other) {
      return this.typed.map((typed) => (typed === word ? other : typed)).join(" ");
    }

    /**
     * The built-in search's answers in the order that fits best: those first that have all
     * words together, in their title, their other names and one section; then the others.
     */
    rank(items) {
      const found = items.map((entries) => this.look(entries));
      for (const [at, meant] of this.meant.entries()) {
        const pages = found.filter(({ fits }) => fits[at].any).length;
        meant.rarity = Math.log(1 + this.site.pages.size / (pages + 0.5));
      }
      const all = sum(this.meant, ({ rarity }) => rarity) || 1;
      for (const each of found) each.score = this.score(each, all);
      const ranked = found.sort((a, b) => b.score - a.score);
      const whole = ranked.filter(({ hasAll }) => hasAll).length;
      const most = Math.max(MOST_RESULTS, Math.min(whole, MOST_WHOLE));
      return ranked.slice(0, most).map((each) => this.present(each));
    }

    /** Where a page has the words. */
    look(entries) {
      const page = this.site.pages.get(entries[0].location.split("#")[0]) || NO_PAGE;
      const places = entries.map(
        ({ terms }) =>
          (word) =>
            terms[word],
      );
      const fits = this.meant.map(({ forms }) => {
        const title = fit(forms, (word) => page.title.has(word));
        const alias = fit(forms, (word) => page.aliases.has(word));
        const text = Math.max(...places.map((has) => fit(forms, has)));
        return { title, alias, text, any: Math.max(title, alias, text) };
      });
      const hasAll = places.some((has) =>
        this.meant.every(({ forms }, at) => fits[at].title || fits[at].alias || fit(forms, has)),
      );
      return { entries, page, fits, hasAll };
    }

    score({ page, fits, hasAll }, all) {
      const share = (weigh) => sum(this.meant, ({ rarity }, at) => rarity * weigh(fits[at])) / all;
      const named = Math.max(0, ...page.names.map((name) => this.share(name, all)));
      const asked = Math.max(0, ...page.names.map((name) => this.asked(name)));
      const value =
        share(({ title, alias, text }) => TITLE * title + ALIAS * alias + TEXT * text) +
        WHOLE_NAME * named ** 2 +
        ASKED * asked;
      return (
        value * (page.isPost ? 1 : OTHER_PAGE) +
        (hasAll ? ALL_FOUND : 0) -
        (page.isBelow ? BELOW : 0)
      );
    }

    /** The part of the query that a name makes up whose words are all in it. */
    share(name, all) {
      const meaning = (word) => this.meant.find(({ forms }) => forms.has(word));
      if (name.some((word) => !meaning(word) && !this.site.asks(word))) return 0; // most names
      const words = name.filter((word) => !this.site.asks(word));
      const meant = new Set(words.map(meaning));
      return (
        sum(
          [...meant],
          ({ rarity, forms }) => rarity * fit(forms, (word) => words.includes(word)),
        ) / all
      );
    }

    /** The part of a name that was typed, with the words that only ask. */
    asked(name) {
      return sum(name, (word) => (this.typed.includes(word) ? 1 : 0)) / Math.max(3, name.length);
    }

    /** A page with its best section, as the box shows it: one line, and the rest to unfold. */
    present({ entries, score }) {
      const parent = entries.find(({ location }) => !location.includes("#"));
      const sections = entries.filter((entry) => entry !== parent);
      const value = ({ terms }) =>
        sum(this.meant, ({ forms, rarity }) => rarity * fit(forms, (word) => terms[word]));
      sections.sort((a, b) => value(b) - value(a));
      const [best, ...others] = value(parent) > value(sections[0] || NOTHING) ? [] : sections;
      const shown = best ? [parent, best] : [parent];
      const folded = best ? others : sections;
      const high = Math.max(score + BELOW, 1);
      return [
        ...shown.map((entry) => this.line(entry, high)),
        ...folded.slice(0, MOST_FOLDED).map((entry) => this.line(entry, high / 2)),
      ];
    }

    line(entry, score) {
      const terms = {};
      for (const { word, forms } of this.meant) {
        terms[word] = fit(forms, (form) => entry.terms[form]) > 0;
      }
      const { location, title, tags, text } = entry;
      return { location, title, tags, text: excerpt(text), terms, score };
    }
  }

  const NO_PAGE = { title: new Set(), aliases: new Set(), names: [], isPost: false };
  const NOTHING = { terms: {} };
  const LEAD = 40; // letters of an excerpt before the first word that was found
  const EXCERPT = 160; // letters of it

  /** One line of a text, without markup but for the marks, from shortly before the first. */
  function excerpt(html) {
    const plain = html
      // An item of a list ends with a mark, or it would run into what comes next.
      .replace(/([\p{L}\p{N})%](?:<\/mark>)?)\s*<\/li>(?!(?:\s|<\/[^>]*>)*$)/gu, "$1; ")
      .replace(/<(?!\/?mark\b)[^>]*>/g, " ");
    const mark = Math.max(0, plain.indexOf("<mark>"));
    // Of a long text only the part in question is taken to pieces.
    const from = mark > 3 * LEAD ? plain.lastIndexOf(" ", mark - 3 * LEAD) + 1 : 0;
    const to = plain.indexOf(" ", mark + 3 * EXCERPT);
    const pieces = plain
      .slice(from, to < 0 ? plain.length : to)
      .match(/<\/?mark>|&#?\w+;|\s+|[^\s<&]+|[<&]/g);
    if (!pieces) return "";
    const first = Math.max(0, pieces.indexOf("<mark>"));
    let start = first;
    for (let room = LEAD; start > 0 && room > 0; start--) room -= pieces[start - 1].length;
    let end = start;
    for (let room = EXCERPT; end < pieces.length && room > 0; end++) room -= pieces[end].length;
    const shown = pieces.slice(start, end);
    const open = shown.lastIndexOf("<mark>") > shown.lastIndexOf("</mark>") ? "</mark>" : "";
    const text = shown.join("").replace(/\s+/g, " ").trim() + open;
    return (from + start > 0 ? "… " : "") + text + (end < pieces.length ? " …" : "");
  }

  /** Whether a phrase is in a text, also with errors in its longer words or other spaces. */
  function has(text, phrase) {
    const fits = (word, typed = "") => distance(word, typed, allowance(word)) <= allowance(word);
    const whole = phrase.join("");
    const begins = (at) => {
      let joined = "";
      for (let to = at; joined.length < whole.length && to < text.length; to++) joined += text[to];
      return joined === whole;
    };
    return text.some((_, at) => begins(at) || phrase.every((word, i) => fits(word, text[at + i])));
  }

  function isNumber(word) {
    return /^\p{N}/u.test(word);
  }

  /** How well the best of the words that are there stands for what was meant. */
  function fit(forms, isThere) {
    let best = 0;
    for (const [word, fits] of forms) if (fits > best && isThere(word)) best = fits;
    return best;
  }

  function add(forms, words, fits) {
    for (const word of words) forms.set(word, Math.max(fits, forms.get(word) || 0));
  }

  function sum(items, value) {
    return items.reduce((total, item, at) => total + value(item, at), 0);
  }

  return { Site, Vocabulary, allowance, distance, excerpt, split };
})();
