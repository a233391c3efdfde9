// Stands in the copy of the site that is read from files, where a browser loads no modules and fetches nothing.
// What the search asks for lies in search.js, a script as of old, which is read when somebody searches:
// `siteCopy.fill({home, files})` with every file in Base64. Small modules that pages load by themselves stand below
// this: `siteCopy.hold(files)`. scripts/offline/searchpack.py writes both.

globalThis.siteCopy = (() => {
  const root = new URL("./", document.currentScript.src).href;
  const modules = new Map();
  let reading = null;
  let own = {};
  let home = "";

  const read = () => {
    reading ??= new Promise((done, failed) => {
      siteCopy.fill = (content) => {
        home = content.home;
        done(content.files);
      };
      const script = document.createElement("script");
      script.src = `${root}search.js`;
      script.onerror = () => failed(new Error(`${script.src} is missing: unpack the whole copy`));
      document.head.append(script);
    });
    return reading;
  };

  /** The bytes at an address of the copy. */
  const bytes = async (address) => {
    const { href } = new URL(address, location.href);
    const name = href.startsWith(root) ? href.slice(root.length).split("?")[0] : href;
    const files = Object.hasOwn(own, name) ? own : await read();
    if (!Object.hasOwn(files, name)) throw new TypeError(`not in this copy: ${name}`);
    return [name, Uint8Array.from(atob(files[name]), (char) => char.charCodeAt(0))];
  };

  /** The address of a module made from the copy's text of it, with those that it imports. */
  const made = async (address) => {
    const [name, content] = await bytes(address);
    if (!modules.has(name)) modules.set(name, make(name, new TextDecoder().decode(content)));
    return modules.get(name);
  };

  const make = async (name, text) => {
    const folder = name.slice(0, name.lastIndexOf("/") + 1);
    for (const other of Object.keys(Object.hasOwn(own, name) ? own : await read())) {
      const specifier = `"./${other.slice(folder.length)}"`;
      if (!other.startsWith(folder) || !text.includes(specifier)) continue;
      text = text.replaceAll(specifier, JSON.stringify(await made(root + other)));
    }
    text = text.replaceAll("import.meta.url", JSON.stringify(root + name)).replaceAll("import(", "siteCopy.load(");
    const parts = ["const { fetch } = siteCopy;\n", text];
    return URL.createObjectURL(new Blob(parts, { type: "text/javascript" }));
  };

  return {
    hold: (files) => (own = files),
    load: async (address) => import(await made(address)),
    fetch: async (address) => new Response((await bytes(address))[1]),
    /** Where a page lies, seen from this folder, by its address on the site. */
    address: (page) => {
      const [path, ...rest] = page.split(/(?=[?#])/);
      return (path === home ? "../index.html" : path.replace(/(^|\/)$/, "$1index.html")) + rest.join("");
    },
  };
})();
