// The first page drawn once beside the page, so that the click that opens the widget finds
// everything there: a browser compiles each function of a wasm when it is first called, and looks
// for a font when it first writes in it. That is most of what a slow phone does between the click
// and the first question. A finger that goes down has not let go yet: that is time enough.
import type { PolicyBundle, Wasm } from "./controller";
import { adoptStyles } from "./style";

/** Takes its room from nobody and is not seen; `inert`, it is not read out and not to be touched
 * either. */
const ASIDE = "position:fixed;inset:0;opacity:0;contain:strict";

/** Once the page has been drawn. */
const drawn = () => new Promise((go) => requestAnimationFrame(() => setTimeout(go)));

export const prerender = async (
  mount: Wasm["mount"],
  root: ShadowRoot,
  options: object,
  bundle: PolicyBundle,
  wanted: () => boolean,
) => {
  try {
    const host = root.ownerDocument.createElement("div");
    const inside = host.attachShadow({ mode: "open" });
    adoptStyles(inside);
    host.style.cssText = ASIDE;
    host.inert = true;
    const handle = mount(inside, options, bundle);
    handle.show();
    // What signals set off comes after, and what it says is heard by nobody yet.
    await new Promise((go) => setTimeout(go));
    if (wanted()) {
      root.append(host);
      await drawn();
      host.remove();
    }
    handle.unmount();
  } catch {
    // What fails here fails at the click, and is told there.
  }
};
