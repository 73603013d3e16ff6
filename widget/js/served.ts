// The widget's files as the Worker serves them: beside this script, under names that change with
// their bytes, each checked against its hash.
import type { Script } from "./files";
import { script } from "./script";

declare const __RECOURSE_GLUE__: string, __RECOURSE_WASM__: string;
declare const __RECOURSE_GLUE_SRI__: string, __RECOURSE_WASM_SRI__: string;

export const here = import.meta.url;
// As a text: what pages put around `fetch` seldom supports more.
const at = (file: string) => new URL(file, here).href;

export const glue = (): Promise<Script> => script(at(__RECOURSE_GLUE__), __RECOURSE_GLUE_SRI__);
export const wasm = () => fetch(at(__RECOURSE_WASM__), { integrity: __RECOURSE_WASM_SRI__ });
