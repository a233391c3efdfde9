// The service worker: pages that were read can be read again without a connection, and a whole language if its
// reader asked for that. `self.site` is what scripts/offline/keeping.py writes above this: {build, styles, languages}.
//
// What it promises:
// - A page comes from the network whenever that answers within WAIT. A saved page is shown only in its place, and
//   always with the notice that it is one, and of when. A page without a place for the notice is never saved.
// - Old and new never mix. Stylesheets have their content's digest in their address. The search's code and index are
//   taken from what is kept while the site's own index is still the same, which is asked again after every page;
//   else from the network, and where that fails, from what is kept, and the page that asked shows the notice.
// - A new worker takes over at once (skipWaiting): as files are named by content and pages come from the network,
//   nothing of an open page depends on the old one, and a tab that is never closed would hold it for weeks.
// - Nothing but GET requests of this site; no redirects, no errors, nothing in parts, nothing that is measured or sent.

const WAIT = 4000;
/** So long what was found out of the site's index holds, unless a page comes from the network before. */
const HOLDS = 60000;
const MOST = 150;
const NOTICE = '<template class="saved-copy"';
/** Permanent pages of figures and messages: one address for all languages. */
const RECORDS = "id/";

const root = new URL("./", self.location.href);
const prefix = `offline:${root.pathname}:`;
const FILES = `${prefix}files:${self.site.build}`;
const READ = `${prefix}read`;
const asked = new Map();

self.addEventListener("install", (event) => event.waitUntil(install().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  const answer = route(event);
  if (answer) event.respondWith(answer);
});

async function install() {
  const cache = await caches.open(FILES);
  for (const address of self.site.styles) await file(cache, new URL(address, root).href);
}

/** Drops the files of older builds; saves the pages that are open already, which came without a worker. */
async function activate() {
  for (const name of await caches.keys()) {
    if (name.startsWith(`${prefix}files:`) && name !== FILES) await caches.delete(name);
  }
  await self.clients.claim();
  for (const client of await self.clients.matchAll({ type: "window" })) {
    const address = new URL(client.url);
    if (!address.href.startsWith(root.href) || (await savedAt(READ, key(address)))) continue;
    await fetch(key(address), { cache: "force-cache" }).then((response) => remember(key(address), response)).catch(() => {});
  }
}

/** The answer to a request, as a promise; undefined leaves it to the browser. */
function route(event) {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || !address.href.startsWith(root.href) || request.headers.has("range")) return undefined;
  const at = path(address);
  if (request.mode === "navigate") {
    if (/(^|\/|\.html)$/.test(at)) return page(event, address);
    return at.startsWith("assets/attachments/") ? attachment(event) : undefined;
  }
  if (["no-store", "no-cache", "reload"].includes(request.cache)) return undefined;
  if (request.destination === "style" && address.search) return style(request);
  if (self.site.styles.includes(at) || at.startsWith("assets/fonts/")) return style(request);
  if (/^(assets\/(search|offline|records)\/|([a-z-]+\/)?search\/(search\.json$|pagefind\/))/.test(at)) return data(event);
  return request.destination === "image" ? picture(event) : undefined;
}

// Pages

async function page(event, address) {
  const at = key(address);
  const answer = fetch(event.request);
  event.waitUntil(answer.then((response) => remember(at, response.clone())).catch(() => {}));
  const first = await Promise.race([answer.catch(() => null), pause()]);
  if (first && first.status < 500) {
    asked.clear();
    return first;
  }
  return (await saved(at)) ?? answer.catch(() => nothing(address));
}

function key(address) {
  return root.origin + address.pathname.replace(/(^|\/)index\.html$/, "$1");
}

/** Saves a page that was read; forgets one that is gone from the site. */
async function remember(at, response) {
  if (response.status === 404 || response.status === 410) {
    for (const name of await caches.keys()) if (name.startsWith(prefix)) await (await caches.open(name)).delete(at);
  }
  const isPage = response.status === 200 && response.type === "basic" && !response.redirected && /^text\/html\b/.test(response.headers.get("content-type"));
  if (!isPage || /no-store/.test(response.headers.get("cache-control"))) return;
  const text = await response.text();
  if (text.includes(NOTICE)) await store(READ, at, text, response);
}

/** Puts a file into a cache with the time at which its host gave it: a device's own clock is often wrong. */
async function store(name, at, body, response) {
  const date = new Date(response.headers.get("date") ?? "");
  const headers = {
    "content-type": response.headers.get("content-type") ?? "application/octet-stream",
    "x-saved": (Number.isNaN(date.getTime()) ? new Date() : date).toISOString(),
  };
  const cache = await caches.open(name);
  await cache.put(at, new Response(body, { headers }));
  const all = await cache.keys();
  for (const old of all.slice(0, Math.max(0, all.length - MOST))) await cache.delete(old);
}

/** The saved page with its notice, the later of those that were read and those kept with a language. */
async function saved(at) {
  const kept = await whole();
  const found = await Promise.all([READ, ...kept.map((one) => one.name)].map((name) => savedAt(name, at)));
  if (path(at).startsWith(RECORDS)) found.push(...(await Promise.all(kept.map((one) => record(one, at)))));
  const last = found.filter(Boolean).sort((one, other) => (one.headers.get("x-saved") < other.headers.get("x-saved") ? 1 : -1))[0];
  const text = last && noticed(await last.text(), last.headers.get("x-saved"));
  return text ? html(text, 200) : undefined;
}

async function savedAt(name, at) {
  return (await caches.has(name)) ? (await caches.open(name)).match(at) : undefined;
}

/** The page with what each template for the notice holds; empty where there is none. */
function noticed(text, time) {
  const [before, ...parts] = text.split(NOTICE);
  if (!parts.length) return "";
  const filled = parts.map((part) => {
    const notice = part.slice(part.indexOf(">") + 1, part.indexOf("</template>"));
    const speech = spoken(/data-code="([^"]*)"/.exec(part)?.[1]);
    return notice.replace("{time}", time).replace("{date}", dated(time, speech)) + NOTICE + part;
  });
  return before + filled.join("");
}

/** The page of a record in a language that is kept whole, from the one file that they lie in. */
async function record({ name, code }, at) {
  const list = await savedAt(name, new URL(`offline/${code}-records.json`, root).href);
  const text = list && (await list.json())[path(at)];
  return text && html(text, 200, list.headers.get("x-saved"));
}

/** A time in the reader's form, or, where the browser does not know the language, one that is read everywhere. */
function dated(time, { locale }) {
  const when = new Date(time);
  if (Intl.DateTimeFormat.supportedLocalesOf(locale).length) {
    return new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short" }).format(when);
  }
  const two = (number) => String(number).padStart(2, "0");
  return `${when.getFullYear()}-${two(when.getMonth() + 1)}-${two(when.getDate())} ${two(when.getHours())}:${two(when.getMinutes())}`;
}

function path(address) {
  return new URL(address).pathname.slice(root.pathname.length);
}

/** Who reads at an address: in the language of its folder; at a record's in that of its fragment, or of the browser;
    else in the first one, that of the site's root. */
function language(address) {
  const { languages } = self.site;
  const isOf = (one) => one.prefix && path(address).startsWith(one.prefix);
  if (!path(address).startsWith(RECORDS)) return languages.find(isOf) ?? spoken();
  const wanted = [new URL(address).hash.slice(1), ...self.navigator.languages.map((tag) => tag.split("-")[0])];
  return spoken(wanted.find((code) => languages.some((one) => one.code === code)));
}

/** The language with this code, else the first one, that of the site's root. */
function spoken(code) {
  const { languages } = self.site;
  return languages.find((one) => one.code === code) ?? languages.find((one) => !one.prefix) ?? languages[0];
}

/** The page that says there is no connection, with what can be read. */
async function nothing(address) {
  const speech = language(address);
  const titles = new Map();
  for (const name of [...(await whole()).map((one) => one.name), READ]) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const isNew = /\/$/.test(request.url) && !path(request.url).startsWith(RECORDS) && !titles.has(request.url);
      const text = isNew ? await (await cache.match(request)).text() : "";
      const start = text.indexOf("<title>");
      if (start >= 0 && text.includes(NOTICE)) titles.set(request.url, text.slice(start + 7, text.indexOf("</title>", start)));
    }
  }
  const all = [...titles].sort();
  const own = all.filter(([at]) => language(at) === speech);
  const items = (own.length ? own : all).map(([at, title]) => `<li lang="${language(at).code}"><a href="${at.replaceAll('"', "%22")}">${title}</a></li>`);
  const styles = self.site.styles.map((one) => `<link rel="stylesheet" href="${new URL(one, root)}">`);
  return html(
    `<!doctype html><html lang="${speech.code}" dir="${speech.dir}"><head><meta charset="utf-8">` +
      `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'">` +
      `<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark">` +
      `<title>${speech.title}</title>${styles.join("")}</head><body dir="${speech.dir}"><main class="md-grid md-typeset copy-line">` +
      `<h1>${speech.title}</h1><p>${speech.unread} <a href="">${speech.again}</a></p>` +
      `${items.length ? `<p>${speech.readable}</p><ul>${items.join("")}</ul>` : ""}</main></body></html>`,
    503,
  );
}

/** Pages have their policy in themselves (scripts/hosting/csp.py), but for what only a header can say. */
function html(text, status, time = "") {
  const headers = {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": "frame-ancestors 'none'",
    "cache-control": "no-store",
    "x-saved": time,
  };
  return new Response(text, { status, headers });
}

function pause() {
  return new Promise((done) => setTimeout(done, WAIT, null));
}

// Files

/** Languages that are kept whole: their list is stored last. */
async function whole() {
  const found = [];
  for (const name of await caches.keys()) {
    const code = name.startsWith(`${prefix}kept:`) && name.slice(`${prefix}kept:`.length).split(":")[0];
    if (!code) continue;
    const isWhole = await savedAt(name, new URL(`offline/${code}.json`, root).href);
    if (isWhole) found.push({ name, code });
  }
  return found;
}

/** A file of this build, or one whose address says its content; for an old page at least a later version of it. */
async function style(request) {
  // Gone when a newer worker took over: what this one still answers must not bring it back.
  if (!(await caches.has(FILES))) return fetch(request).catch(async () => (await caches.match(request, { ignoreSearch: true })) ?? Response.error());
  const cache = await caches.open(FILES);
  return file(cache, request.url).catch(async () => {
    for (const { name } of await whole()) {
      const found = await (await caches.open(name)).match(request);
      if (found) return found;
    }
    return (await cache.match(request, { ignoreSearch: true })) ?? Response.error();
  });
}

/** From the cache, else from the network and into the cache, if it is what its address says. */
async function file(cache, address) {
  const known = await cache.match(address);
  if (known) return known;
  const response = await fetch(address);
  const wanted = new URL(address).searchParams.get("v");
  if (response.ok && (!wanted || (await digest(await response.clone().arrayBuffer())).startsWith(wanted))) await cache.put(address, response.clone());
  else if (!response.ok) throw new TypeError(`${address}: ${response.status}`);
  return response;
}

async function digest(content) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Code and index of the search: see the second promise. A piece of the index is named by its content. */
async function data(event) {
  const kept = await keptFile(event.request);
  if (kept && /\/pagefind\/(fragment\/|index\/|[^/]+\.pf_meta$)/.test(event.request.url)) return kept.found;
  const state = kept && (await standing(kept));
  if (state === "same") return kept.found;
  if (state === "unknown") return told(event, kept.found);
  const answer = fetch(event.request);
  return kept ? answer.catch(() => told(event, kept.found)) : answer;
}

/** Whether the site has the index that is kept: "same", "changed", or "unknown" where it does not answer in time. */
function standing({ name, code }) {
  const known = asked.get(name);
  if (known && Date.now() < known.until) return known.state;
  const state = compared(name, code);
  asked.set(name, { state, until: Date.now() + HOLDS });
  return state;
}

/** Pagefind's entry names all that is in the index, by content. */
async function compared(name, code) {
  const at = new URL(`${self.site.languages.find((one) => one.code === code)?.prefix ?? ""}search/pagefind/pagefind-entry.json`, root).href;
  const kept = await savedAt(name, at);
  const answer = await Promise.race([fetch(at, { cache: "no-cache" }).catch(() => null), pause()]);
  if (!answer?.ok) return answer ? "changed" : "unknown";
  return (await answer.text()) === (await kept?.text()) ? "same" : "changed";
}

async function picture(event) {
  const { request } = event;
  const kept = await keptFile(request);
  const state = kept && (await standing(kept));
  if (state === "same") return kept.found;
  if (state === "unknown") return told(event, kept.found);
  const answer = fetch(request);
  const first = await Promise.race([answer.catch(() => null), pause()]);
  if (first) {
    if (first.status === 200 && first.type === "basic" && !first.redirected) {
      const copy = first.clone();
      event.waitUntil(copy.arrayBuffer().then((body) => store(READ, request.url, body, copy)).catch(() => {}));
    }
    return first;
  }
  const other = kept?.found ?? (await savedAt(READ, request.url));
  return other ? told(event, other) : answer;
}

/** A file that a letter came with: it does not change, its digest stands in the records. */
async function attachment(event) {
  return fetch(event.request).catch(async () => (await keptFile(event.request))?.found ?? nothing(new URL(event.request.url)));
}

async function keptFile(request) {
  for (const { name, code } of await whole()) {
    const found = await (await caches.open(name)).match(request, { ignoreSearch: true });
    if (found) return { name, code, found };
  }
  return undefined;
}

/** The saved file; the page that asked shows the notice. */
async function told(event, response) {
  const client = await self.clients.get(event.clientId);
  const time = response.headers.get("x-saved");
  client?.postMessage({ saved: time, date: dated(time, language(client.url)) });
  return response;
}
