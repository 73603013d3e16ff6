// Scripts against their hashes.

/** `import()` takes no integrity; a preload does, and what it has checked is what `import()` then gets. */
export const preload = (href: string, integrity: string) => new Promise<unknown>((done, fail) => {
  const link = document.createElement("link");
  if (!link.relList.supports?.("modulepreload")) return done(0);
  link.onload = done;
  link.onerror = () => fail(new Error(href));
  Object.assign(link, { rel: "modulepreload", href, integrity, crossOrigin: "" });
  document.head.append(link);
}).finally(() => document.head.querySelector(`link[href="${href}"]`)?.remove());
