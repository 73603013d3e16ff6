// The first page drawn once beside the page, so that the click that opens the widget finds all of it compiled: a browser compiles each
// function of a wasm when it is first called, and that is most of what a slow phone does between the click and the first question. A
// finger that goes down has not let go yet: that is time enough.
import type { Glue } from "./files";

export const rehearse = async (mount: Glue["mount"], options: object, book: object) => {
  try {
    const handle = mount(document.createElement("div").attachShadow({ mode: "open" }), options, book);
    // What signals set off comes after.
    await new Promise((go) => setTimeout(go));
    handle.unmount();
  } catch {
    // What fails here fails at the click, and is told there.
  }
};
