// Scripts against their hashes.

// A browser may remember for good that a script has failed: the next try has another address.
let again = "";

declare const trustedTypes: {
  createPolicy(name: string, rules: object): { createScriptURL(address: string): string };
};

let policy: { createScriptURL(address: string): string } | undefined;

/**
 * The address of a script of the widget, for pages that require Trusted Types. Where there are
 * none, or the page forbids this policy, it stays a text.
 */
const trusted = (address: string) => {
  try {
    const createScriptURL = (own: string) => own;
    policy ??= trustedTypes.createPolicy("recourse", { createScriptURL });
  } catch {
    policy = { createScriptURL: String };
  }
  return policy.createScriptURL(address);
};

/** `import()` takes no integrity; a tag does, and what it has checked is what `import()` then
 * gets. */
export const script = async (address: string, integrity: string) => {
  const href = address + again;
  const checked = async (tag: HTMLElement, more: object) => {
    try {
      await new Promise((onload, onerror) =>
        document.head.append(
          Object.assign(tag, { integrity, crossOrigin: "", onload, onerror }, more),
        ),
      );
    } finally {
      tag.remove();
    }
  };
  try {
    await checked(document.createElement("script"), {
      type: "module",
      src: trusted(href),
    }).catch((error) => {
      if (error.type) throw error;
      // Trusted Types let no text be a script's address. A preload does as well but in WebKit,
      // which does not look at its integrity.
      return checked(document.createElement("link"), { rel: "modulepreload", href });
    });
    return await import(href);
  } catch {
    again += "?";
    throw new Error(href);
  }
};
