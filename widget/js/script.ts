// Scripts against their hashes.

// A browser may remember for good that a script has failed: the next try has another address.
let again = "";

/** `import()` takes no integrity; a preload does, and what it has checked is what `import()` then gets. */
export const script = async (address: string, integrity: string) => {
  const [href, link] = [address + again, document.createElement("link")];
  try {
    if (link.relList.supports?.("modulepreload")) {
      await new Promise((onload, onerror) => document.head.append(Object.assign(link, { rel: "modulepreload", href, integrity, crossOrigin: "", onload, onerror })));
    }
    return await import(href);
  } catch {
    again += "?";
    throw new Error(href);
  } finally {
    link.remove();
  }
};
