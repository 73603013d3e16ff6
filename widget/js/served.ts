// The widget's files as the Worker serves them: beside this script, under names that change with their bytes, each checked
// against its hash.
import type { Glue } from "./files";
import { preload } from "./preload";

declare const __RECOURSE_GLUE__: string, __RECOURSE_WASM__: string;
declare const __RECOURSE_GLUE_SRI__: string, __RECOURSE_WASM_SRI__: string;

export const here = import.meta.url;
const at = (file: string) => new URL(file, here).href;
const get = (file: string, integrity: string) => fetch(at(file), { integrity });

// The script names the words' files: what has checked it has checked their hashes, and this file stays small.
let script: Promise<Glue & { words: Record<string, [string, string]> }>;

export const glue = (): Promise<Glue> => (script = (async () => {
  await preload(at(__RECOURSE_GLUE__), __RECOURSE_GLUE_SRI__);
  return import(at(__RECOURSE_GLUE__));
})());
export const wasm = () => get(__RECOURSE_WASM__, __RECOURSE_WASM_SRI__);
export const words = async (language: string) => {
  const file = (await script).words[language];
  return file && get(...file);
};
