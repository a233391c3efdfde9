// The search as people use it: a combobox with a list of results, in a dialog or on the search page.

import { Engine } from "./engine.js";
import { excerpt, marked } from "./marks.js";

const ROOT = new URL("../../", import.meta.url);
/** Where a page lies; in a copy that is read from files, folders have no pages (scripts/offline/copy.js). */
const placed = globalThis.siteCopy?.address ?? ((address) => address);
const RECENT = "search-recent";
const MOST_RECENT = 6;
const LONGEST = 200;
const FIRST = 3;
const AT_ONCE = { dialog: 6, page: 20 };
/** A letter alone begins a tenth of all words. */
const LETTER = /^[\p{sc=Latin}\p{sc=Cyrillic}\p{sc=Arabic}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}]\p{M}*$/u;

/** The form comes from the site's own search.json; where Trusted Types are required, this alone may read HTML. */
const rules = { createHTML: (text) => text };
const trusted = globalThis.trustedTypes?.createPolicy("search-panel", rules) ?? rules;

let opened = null;

/** Opens the dialog; `page` is the address of the search page, whose folder holds the language's index. */
export async function open(page) {
  if (opened?.open) return;
  if (!opened) {
    const settings = await load(page);
    opened = document.createElement("dialog");
    opened.className = "search-dialog";
    opened.setAttribute("aria-label", settings.form.dataset.label);
    opened.append(settings.form);
    opened.addEventListener("click", (event) => event.target === opened && opened.close());
    document.body.append(opened);
    new Panel(settings.form, settings, page, AT_ONCE.dialog);
  }
  opened.showModal();
  opened.querySelector("#search-input").select();
}

/** Makes the form of the search page work, with what its address asks for. */
export async function attach(form, page) {
  const settings = await load(page, form);
  const panel = new Panel(form, settings, page, AT_ONCE.page);
  form.hidden = false;
  panel.readAddress();
}

async function load(page, form) {
  const [settings] = await Promise.all([fetch(new URL("search.json", page)).then((answer) => answer.json()), style()]);
  if (!form) {
    form = new DOMParser().parseFromString(trusted.createHTML(settings.panel), "text/html").querySelector("form");
    form.hidden = false;
  }
  return { ...settings, form };
}

function style() {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = new URL("search.css", import.meta.url);
  return new Promise((done) => {
    link.onload = done;
    link.onerror = done;
    document.head.append(link);
  });
}

class Panel {
  constructor(form, settings, page, atOnce) {
    this.form = form;
    this.settings = settings;
    this.page = page;
    this.isPage = atOnce === AT_ONCE.page;
    this.atOnce = atOnce;
    this.input = form.querySelector("#search-input");
    this.list = form.querySelector("#search-results");
    this.count = form.querySelector(".search__count");
    this.notes = form.querySelector(".search__notes");
    this.rest = form.querySelector(".search__rest");
    this.recent = form.querySelector(".search__recent");
    this.asked = 0;
    this.numbers = new Intl.NumberFormat(settings.cldr);
    this.input.addEventListener("focus", () => this.engine(), { once: true });
    this.input.addEventListener("input", () => this.run());
    this.input.addEventListener("keydown", (event) => this.key(event));
    form.addEventListener("change", (event) => event.target !== this.input && this.run());
    form.addEventListener("submit", (event) => this.submit(event));
    form.querySelector(".search__close").addEventListener("click", () => form.closest("dialog")?.close());
    this.list.addEventListener("click", () => this.remember());
    form.querySelector(".search__forget").addEventListener("click", () => this.forget());
    this.showRecent();
  }

  text(key, values = {}) {
    return this.form.dataset[key].replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
  }

  get filters() {
    const value = (name) => this.form.elements[name].value;
    return { kind: value("kind"), letter: value("letter"), topic: value("topic") };
  }

  get query() {
    return this.input.value.trim().slice(0, LONGEST);
  }

  /** The engine, loaded on first use; a failed load is tried again at the next one. */
  engine() {
    this.loading ??= Engine.load(new URL("./", this.page).href, this.settings).catch((error) => {
      this.loading = null;
      throw error;
    });
    return this.loading;
  }

  async run() {
    const query = this.query;
    this.asked += 1;
    const asked = this.asked;
    this.list.setAttribute("aria-busy", "true");
    this.writeAddress(query);
    if (!query || LETTER.test(query)) {
      this.clear();
      this.showRecent();
      return;
    }
    try {
      if (!this.loading) this.count.textContent = this.text("searching");
      const engine = await this.engine();
      const answer = await engine.search(query, this.filters);
      // What a phone shows first comes first; an entry is a file of its own.
      const entries = (from, to) => Promise.all(answer.found.slice(from, to).map((fetched) => fetched()));
      const first = await entries(0, FIRST);
      if (asked !== this.asked) return;
      this.show(query, answer, answer.inOrder(first));
      const more = await entries(FIRST, this.atOnce);
      if (asked !== this.asked) return;
      this.add(more);
      this.showRest(query);
      this.list.setAttribute("aria-busy", "false");
    } catch (error) {
      console.error(error);
      if (asked === this.asked) {
        this.clear();
        this.count.textContent = this.text("failed");
      }
    }
  }

  clear() {
    this.list.replaceChildren();
    this.notes.replaceChildren();
    this.rest.replaceChildren();
    this.count.textContent = "";
    this.choose(-1);
    this.list.setAttribute("aria-busy", "false");
  }

  show(query, answer, entries) {
    this.clear();
    this.list.setAttribute("aria-busy", "true");
    this.recent.hidden = true;
    this.answer = answer;
    this.count.textContent = answer.found.length
      ? this.text("count", { n: this.numbers.format(answer.found.length) })
      : this.text("none", { query });
    if (answer.found.length) {
      for (const one of answer.corrected) this.note(this.text("corrected", one));
      if (answer.unknown.length) this.note(this.text("notFound", { words: answer.unknown.join(", ") }));
      if (answer.isPartial) this.note(this.text("notTogether"));
    } else {
      this.note(this.text("advice"), link(this.text("indexLink"), new URL("#terms", this.page)));
      for (const other of JSON.parse(this.form.dataset.others)) {
        const target = new URL(other.page, ROOT);
        target.searchParams.set("q", query);
        this.note("", link(this.text("elsewhere", { language: other.name }), target, other.code));
      }
    }
    this.add(entries);
    this.input.setAttribute("aria-expanded", String(entries.length > 0));
  }

  note(text, ...nodes) {
    const line = document.createElement("p");
    line.append(text, text && nodes.length ? " " : "", ...nodes);
    this.notes.append(line);
  }

  add(entries) {
    const names = Object.fromEntries(Array.from(this.form.elements.kind.options, (option) => [option.value, option.text]));
    for (const entry of entries) {
      const item = document.createElement("li");
      item.setAttribute("role", "presentation");
      const option = document.createElement("a");
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.id = `search-option-${this.list.children.length}`;
      option.tabIndex = -1;
      option.href = this.target(entry);
      const where = [names[entry.kind], entry.page].filter((one, place) => place === 0 || ![entry.title, names[entry.kind]].includes(one)).join(" · ");
      option.append(
        part("result__where", where),
        part("result__title", marked(entry.title || entry.page, this.answer.words)),
        part("result__text", excerpt(entry.body, this.answer.words)),
      );
      item.append(option);
      this.list.append(item);
    }
  }

  /** The entry's address, with the words to be marked there. */
  target(entry) {
    const target = new URL(placed(entry.address), ROOT);
    target.searchParams.set("mark", this.answer.words.join(" "));
    return target.href;
  }

  showRest(query) {
    const left = this.answer.found.length - this.list.children.length;
    this.rest.replaceChildren();
    if (left <= 0) return;
    if (this.isPage) {
      const more = document.createElement("button");
      more.type = "button";
      more.textContent = this.text("more");
      more.addEventListener("click", async () => {
        const shown = this.list.children.length;
        this.add(await Promise.all(this.answer.found.slice(shown, shown + this.atOnce).map((fetched) => fetched())));
        this.list.children[shown].firstElementChild.focus();
        this.showRest(query);
      });
      this.rest.append(more);
    } else {
      this.rest.append(link(this.text("all"), this.address(query)));
    }
  }

  key(event) {
    const options = this.list.querySelectorAll("[role=option]");
    if (event.isComposing) return;
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && options.length) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.choose((this.chosen + step + options.length + 1) % (options.length + 1), options);
    } else if (event.key === "Enter" && options[this.chosen]) {
      event.preventDefault();
      options[this.chosen].click();
    } else if (event.key === "Escape" && this.isPage && this.input.value) {
      event.preventDefault();
      this.input.value = "";
      this.run();
    }
  }

  /** Chooses the option at `place`; none where there is none, as behind the last one. */
  choose(place, options = []) {
    this.chosen = options[place] ? place : -1;
    if (place === options.length) this.chosen = -1;
    for (const [number, option] of options.entries()) {
      option.setAttribute("aria-selected", String(number === this.chosen));
    }
    if (this.chosen < 0) this.input.removeAttribute("aria-activedescendant");
    else {
      this.input.setAttribute("aria-activedescendant", options[this.chosen].id);
      options[this.chosen].scrollIntoView({ block: "nearest" });
    }
    if (!options.length) this.input.setAttribute("aria-expanded", "false");
  }

  submit(event) {
    event.preventDefault();
    const query = this.query;
    if (!query) return;
    this.remember();
    if (this.isPage) this.run();
    else location.href = this.address(query);
  }

  // Addresses

  address(query) {
    const address = new URL(this.page);
    for (const [name, value] of Object.entries({ q: query, ...this.filters })) if (value) address.searchParams.set(name, value);
    return address.href;
  }

  readAddress() {
    const asked = new URLSearchParams(location.search);
    this.input.value = asked.get("q") ?? "";
    for (const name of ["kind", "letter", "topic"]) {
      const select = this.form.elements[name];
      if (Array.from(select.options, (option) => option.value).includes(asked.get(name))) select.value = asked.get(name);
    }
    if (this.input.value.trim()) this.run();
  }

  writeAddress(query) {
    if (this.isPage) history.replaceState(null, "", this.address(query) + location.hash);
  }

  // Recent searches: on this device only

  showRecent() {
    const recent = readRecent();
    this.recent.hidden = recent.length === 0;
    const list = this.recent.querySelector("ul");
    list.replaceChildren(
      ...recent.map((query) => {
        const item = document.createElement("li");
        const again = document.createElement("button");
        again.type = "button";
        again.textContent = query;
        again.addEventListener("click", () => {
          this.input.value = query;
          this.input.focus();
          this.run();
        });
        item.append(again);
        return item;
      }),
    );
  }

  remember() {
    const query = this.query;
    if (query) writeRecent([query, ...readRecent().filter((one) => one !== query)].slice(0, MOST_RECENT));
  }

  forget() {
    writeRecent([]);
    this.showRecent();
    this.input.focus();
  }
}

function readRecent() {
  try {
    const found = JSON.parse(localStorage.getItem(RECENT) ?? "[]");
    return Array.isArray(found) ? found.filter((one) => typeof one === "string").slice(0, MOST_RECENT) : [];
  } catch {
    return [];
  }
}

function writeRecent(queries) {
  try {
    if (queries.length) localStorage.setItem(RECENT, JSON.stringify(queries));
    else localStorage.removeItem(RECENT);
  } catch {
    // A browser that keeps nothing: the search works without.
  }
}

function part(name, content) {
  const element = document.createElement("span");
  element.className = name;
  element.append(content);
  return element;
}

function link(text, href, language) {
  const element = document.createElement("a");
  element.href = href;
  element.textContent = text;
  if (language) element.hreflang = language;
  return element;
}
