// The files of this package, each by one literal reference: bundlers find `import("./a.js")` and
// `new URL("./a.wasm", import.meta.url)` only where the name is written there. Only the wasm files
// are assets; all else is a module, which every bundler takes in.
import type { Files } from "../files.js";
import { messages } from "./messages.js";

export const files: Files = {
  glue: () => import("./glue.js"),
  wasm: () => fetch(new URL("./widget.wasm", import.meta.url)),
  lazy: {
    request: () => fetch(new URL("./request.wasm", import.meta.url)),
    photo: () => import("./photo.js"),
    messages: (language) => messages[language],
  },
};
