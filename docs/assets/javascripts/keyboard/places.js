/* The place where a reader stopped in a post. It is kept in this browser, for those who have
   asked for it in the panel `Display`; nothing is moved unless they press the button. */
const SOON = 500; // milliseconds without scrolling, after which the place is kept
const MOST = 50; // posts; the oldest place is forgotten first

const article = document.querySelector("article");
const page = location.pathname;
const blocks = [...article.querySelectorAll("h2, h3, p, li, tr, figure")];
const isWanted = () => __md_get("__places");
let timer = 0;

function stopped() {
  const top = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
  return blocks.findIndex(
    (block) => block.checkVisibility() && block.getBoundingClientRect().bottom > top,
  );
}

function keep() {
  const places = isWanted();
  if (!places) return;
  delete places[page];
  const at = stopped();
  const isRead = at < 0 || blocks[at].closest("#sources, #sources ~ *");
  if (scrollY > innerHeight / 2 && !isRead) {
    places[page] = { at, of: blocks.length };
  }
  __md_set("__places", Object.fromEntries(Object.entries(places).slice(-MOST)));
}

function offer({ at, of }) {
  const block = blocks[at];
  if (!block || of !== blocks.length || location.hash) return; // the post has changed, or a link leads elsewhere
  const heading = blocks.slice(0, at + 1).findLast((one) => one.matches("h2, h3"));
  const text = document.createElement("p");
  const button = document.createElement("button");
  text.className = "place";
  text.setAttribute("role", "status");
  button.type = "button";
  button.textContent = "Go on there";
  button.addEventListener("click", () => {
    block.tabIndex = -1;
    block.scrollIntoView();
    block.focus({ preventScroll: true });
    text.remove();
  });
  text.append(
    heading ? `You stopped at “${heading.textContent}”. ` : "You stopped further down. ",
    button,
  );
  document.querySelector(".byline").after(text);
}

const place = isWanted()?.[page];
if (place) offer(place);
addEventListener(
  "scroll",
  () => {
    clearTimeout(timer);
    timer = setTimeout(keep, SOON);
  },
  { passive: true },
);
