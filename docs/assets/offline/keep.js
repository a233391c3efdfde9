// Keeps a whole language on the reader's device: the button of overrides/components/offline.html.

/** A language has a thousand small files; browsers hold back what one connection cannot carry. */
const AT_ONCE = 16;
const LETTERS = 16;

/** Makes the block work; `block` has the texts, and the address of the list of files, in its data attributes. */
async function attach(block) {
  if (!("caches" in window) || !navigator.serviceWorker) return;
  await navigator.serviceWorker.ready;
  await new Keeper(block).look();
  block.hidden = false;
}

class Keeper {
  constructor(block) {
    this.block = block;
    this.list = new URL(block.dataset.list, location.href);
    this.root = new URL("../", this.list);
    this.prefix = `offline:${this.root.pathname}:`;
    this.code = block.dataset.code;
    this.status = block.querySelector("[role=status]");
    this.bar = block.querySelector("progress");
    this.button = (name) => block.querySelector(`[data-do=${name}]`);
    this.button("keep").addEventListener("click", () => this.keep());
    this.button("cancel").addEventListener("click", () => this.stopping.abort());
    this.button("remove").addEventListener("click", () => this.remove());
  }

  text(key, values = {}) {
    return this.block.dataset[key].replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
  }

  say(text) {
    this.status.textContent = text;
  }

  /** Bytes in the reader's form. */
  size(bytes) {
    const unit = bytes < 1e6 ? "kilobyte" : "megabyte";
    const format = { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: unit === "kilobyte" ? 0 : 1 };
    return new Intl.NumberFormat(`${this.block.dataset.locale}-u-nu-latn`, format).format(bytes / (unit === "kilobyte" ? 1e3 : 1e6));
  }

  name(version) {
    return `${this.prefix}kept:${this.code}:${version}`;
  }

  async names() {
    return (await caches.keys()).filter((name) => name.startsWith(this.name("")));
  }

  /** The list of files on the site, past every cache. */
  async current() {
    const response = await fetch(this.list, { cache: "no-cache" });
    if (!response.ok) throw new TypeError(`${response.status}`);
    return response.json();
  }

  /** The list of what is kept whole, undefined where nothing is. */
  async kept() {
    for (const name of await this.names()) {
      const list = await (await caches.open(name)).match(this.list.href);
      if (list) return { name, saved: list.headers.get("x-saved"), ...(await list.json()) };
    }
    return undefined;
  }

  /** Says how things stand. */
  async look() {
    const [kept, current] = await Promise.all([this.kept(), this.current().catch(() => null)]);
    const isNewer = kept && current && kept.version !== current.version;
    this.show({ keep: Boolean(current) && (!kept || isNewer), remove: (await this.names()).length > 0 || (await caches.has(`${this.prefix}read`)) });
    this.button("keep").textContent = isNewer ? this.text("update") : this.text("keep");
    if (isNewer) this.say(this.text("newer", { size: this.size(missing(current, kept)) }));
    else if (kept) this.say(this.text("kept", { date: this.date(kept.saved) }));
    else this.say(current ? this.text("size", { size: this.size(current.size) }) : this.text("failed"));
  }

  date(time) {
    return new Intl.DateTimeFormat(`${this.block.dataset.locale}-u-ca-gregory-nu-latn`, { dateStyle: "long", timeStyle: "short" }).format(new Date(time));
  }

  show(buttons) {
    for (const button of this.block.querySelectorAll("[data-do]")) button.hidden = !buttons[button.dataset.do];
    this.bar.hidden = !buttons.cancel;
  }

  async keep() {
    this.stopping = new AbortController();
    this.show({ cancel: true });
    this.button("cancel").focus();
    let total = 0;
    let outcome;
    try {
      const current = await this.current();
      total = current.size;
      await this.refuseIfFull(current);
      await this.fetchAll(current);
      navigator.storage?.persist?.().catch(() => {}); // some browsers ask their reader, who may take their time
    } catch (error) {
      outcome = this.explained(error, total);
    }
    await this.look();
    if (outcome) {
      this.say(outcome);
      this.button("keep").hidden = false;
    }
    (this.button("keep").hidden ? this.button("remove") : this.button("keep")).focus();
  }

  explained(error, total) {
    if (error.name === "AbortError") return this.text("cancelled");
    if (error.name === "QuotaExceededError") return this.text("full", { size: this.size(total) });
    if (error instanceof Changed) return this.text("changed");
    console.error(error);
    return this.text("failed");
  }

  async refuseIfFull(current) {
    const { quota, usage } = (await navigator.storage?.estimate?.()) ?? {};
    const names = await this.names();
    if (quota && quota - usage < current.size && !names.length) throw new DOMException("too little room", "QuotaExceededError");
  }

  /** Fetches what is not there yet; the list itself comes last and says that all is there. */
  async fetchAll(current) {
    const own = this.name(current.version);
    const olds = await Promise.all((await this.names()).filter((name) => name !== own).map((name) => caches.open(name)));
    const cache = await caches.open(own);
    const waiting = [...current.files];
    let done = 0;
    const stopping = this.stopping;
    const { signal } = stopping;
    const work = async () => {
      for (let file = waiting.shift(); file; file = waiting.shift()) {
        signal.throwIfAborted();
        await this.one(cache, olds, file, signal);
        done += file[2];
        this.bar.value = done / current.size;
        this.say(this.text("progress", { done: this.size(done), total: this.size(current.size) }));
      }
    };
    try {
      await Promise.all(Array.from({ length: AT_ONCE }, work));
    } catch (error) {
      waiting.length = 0;
      if (!signal.aborted) stopping.abort();
      throw error;
    }
    await put(cache, this.list.href, JSON.stringify(current), "application/json", new Date().toISOString(), "");
    for (const name of await this.names()) if (name !== own) await caches.delete(name);
  }

  /** One file: from what was fetched before, if it has not changed, else from the site. */
  async one(cache, olds, [path, wanted], signal) {
    const address = new URL(path, this.root).href;
    if ((await cache.match(address))?.headers.get("x-digest") === wanted) return;
    for (const old of olds) {
      const known = await old.match(address);
      if (known?.headers.get("x-digest") !== wanted) continue;
      // The list of today has the same digest, so this is how the file stands today.
      await put(cache, address, await known.arrayBuffer(), known.headers.get("content-type"), new Date().toISOString(), wanted);
      return;
    }
    for (const mode of ["no-cache", "reload"]) {
      const response = await fetch(address, { cache: mode, signal });
      if (!response.ok) throw response.status === 404 ? new Changed() : new TypeError(`${address}: ${response.status}`);
      const body = await response.arrayBuffer();
      if ((await digest(body)) !== wanted) continue;
      const date = new Date(response.headers.get("date") ?? Date.now());
      await put(cache, address, body, response.headers.get("content-type"), date.toISOString(), wanted);
      return;
    }
    throw new Changed();
  }

  /** Removes this language and all pages that were saved as they were read. */
  async remove() {
    for (const name of await caches.keys()) {
      if (name.startsWith(this.name("")) || name === `${this.prefix}read`) await caches.delete(name);
    }
    await this.look();
    this.say(this.text("removed"));
    this.button("keep").focus();
  }
}

/** The site was published anew between its list and its files. */
class Changed extends Error {}

function put(cache, address, body, type, time, wanted) {
  const headers = { "content-type": type ?? "application/octet-stream", "x-saved": time, "x-digest": wanted };
  return cache.put(address, new Response(body, { headers }));
}

async function digest(content) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("").slice(0, LETTERS);
}

/** Bytes of files that are not kept yet. */
function missing(current, kept) {
  const known = new Set(kept.files.map(([path, wanted]) => `${path} ${wanted}`));
  return current.files.filter(([path, wanted]) => !known.has(`${path} ${wanted}`)).reduce((sum, file) => sum + file[2], 0);
}

for (const block of document.querySelectorAll("[data-list]")) attach(block);
