// The build writes `bundled.js`: every file of the widget as a `new URL(…, import.meta.url)`, which bundlers know.
import type { Files } from "../files.js";

export declare const glue: Files["glue"];
export declare const wasm: Files["wasm"];
export declare const words: Required<Files>["words"];
