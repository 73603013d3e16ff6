// Prerenders the first page on `pointerdown`, unseen: a browser compiles each wasm function at its
// first call and loads a font at its first use. That is most of what a slow phone does between the
// click and the first question.
import type { PolicyBundle, Wasm } from "./controller";
import { adoptStyles } from "./style";

/** Takes no space and is not visible; `inert` keeps it from screen readers and pointers. */
const ASIDE = "position:fixed;inset:0;opacity:0;contain:strict";

/** Resolves after the next frame. */
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
    // Effects run after rendering; their events reach no page, because the host is not connected
    // yet.
    await new Promise((go) => setTimeout(go));
    if (wanted()) {
      root.append(host);
      await drawn();
      host.remove();
    }
    handle.unmount();
  } catch {
    // What fails here fails again at the click, and is reported there.
  }
};
