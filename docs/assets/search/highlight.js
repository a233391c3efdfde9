// Marks the words of a search on the page that a result led to, and says so.

import { runs } from "./spelling.js";
import { markPage } from "./marks.js";

/** `words` as in the address; `texts` has `marked` and `unmark`. */
export function highlight(words, texts) {
  const found = runs(words.slice(0, 200));
  const root = document.querySelector("article");
  if (!found.length || !root) return;
  const unmark = markPage(root, found);
  if (!root.querySelector("mark")) return;
  const note = document.createElement("p");
  note.className = "marked-note";
  note.setAttribute("role", "note");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = texts.unmark;
  button.addEventListener("click", () => {
    unmark();
    note.remove();
    const plainAddress = new URL(location.href);
    plainAddress.searchParams.delete("mark");
    history.replaceState(null, "", plainAddress);
  });
  note.append(texts.marked.replace("{words}", found.join(" ")), " ", button);
  root.prepend(note);
  // The note moved the page down a little; go to the place again.
  if (location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
}
