// The permanent page of a figure or message: the reader's language, and buttons that copy.
// Without this the page is whole: every language stands below the list.

const sections = [...document.querySelectorAll(".record__section")];
const links = [...document.querySelectorAll(".record__languages a")];

/** The section for the first of the reader's languages that there is one for: `zh-Hant-TW` takes `zh`. */
function preferred() {
  for (const tag of navigator.languages ?? []) {
    const code = tag.toLowerCase().split("-")[0];
    const found = sections.find((section) => section.id === code);
    if (found) return found;
  }
  return sections[0];
}

/** Say of the page what its visible section says of itself. */
function settle() {
  const shown = sections.find((section) => `#${section.id}` === location.hash);
  if (!shown) return;
  document.documentElement.lang = shown.lang;
  document.documentElement.dir = document.body.dir = shown.dir;
  const home = document.querySelector(".wordmark");
  home.href = shown.dataset.home;
  home.querySelector("span").textContent = shown.dataset.site;
  document.title = `${shown.querySelector("h2").textContent.trim()} - ${shown.dataset.site}`;
  for (const link of links) {
    if (link.hash === location.hash) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

if (!location.hash) location.replace(`#${preferred().id}`);
addEventListener("hashchange", settle);
settle();

for (const button of document.querySelectorAll("[data-copy]")) {
  const name = button.textContent;
  button.addEventListener("click", async () => {
    const text = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(text.textContent);
      button.textContent = button.dataset.copied;
    } catch {
      // No right to the clipboard, as on a page opened from a disk: the text is selected for the reader's own copy.
      getSelection().selectAllChildren(text);
    }
    setTimeout(() => (button.textContent = name), 2000);
  });
}
