// Makes `<recourse-widget>` known, with every file of the widget inside this one: for pages whose
// bundler copies no assets. Larger than the files by themselves, and all of it is loaded at once.
import { define } from "../element.js";
import { response } from "../inlined.js";
import request from "#built/request.wasm";
import widget from "#built/widget.wasm";
import { messages } from "#built/messages.js";

export type * from "./types.js";

// Decoded when they are asked for: on most pages they are not.
define(
  {
    glue: () => import("#built/glue.js"),
    wasm: async () => response(widget),
    lazy: {
      request: async () => response(request),
      photo: () => import("#built/photo.js"),
      messages: (language) => messages[language],
    },
  },
  globalThis.location?.origin ?? "",
);
