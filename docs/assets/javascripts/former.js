/* Leads from a former address to the post, with what stands after `?` and `#`. Without this
   script the page leads on as well, but leaves those behind. */
"use strict";
{
  const to = new URL(document.querySelector("main a").href);
  to.search = location.search;
  to.hash = location.hash;
  location.replace(to); // not kept in the history, so that Back goes back
}
