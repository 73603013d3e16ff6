// The second wasm file, which only the request needs, and the script that re-encodes and sends
// photos. Both are loaded once there is a decision that a claim can be made on.
import { reportFailure } from "./failures";
import { good } from "./http";
import { named } from "./file_error";
import type { PhotoScript } from "./files";
import { lazy } from "./lazy";

/** What the two wasm files share: memory, table, functions. */
type Exports = WebAssembly.ModuleImports & { __indirect_function_table: WebAssembly.Table };

let shared: Exports;

/** The exports of the first file, once it has started. */
export const shareExports = (exports: unknown) => {
  shared = exports as Exports;
};

/** The functions of the photo script; `undefined` before the request is loaded. */
export let photo: PhotoScript | undefined;

const WASM = "request.wasm";

let loading: Promise<boolean> | undefined;

const bytes = async () => good(await lazy.request()).arrayBuffer();

const loadFiles = async () => {
  // Awaited together: where both fail, neither rejection is left unhandled.
  const [wasm, script] = await Promise.all([named(WASM, bytes), named("photo.js", lazy.photo)]);
  photo = script;
  // Not streamed: a host may serve .wasm with the wrong type.
  await named(WASM, () => WebAssembly.instantiate(wasm, { __wasm_split: shared }));
  return true;
};

/** Reports a failure; the next call loads again. */
const fail = (error: unknown) => {
  loading = undefined;
  reportFailure(error);
  return false;
};

/** Loads the files once and calls back with whether they are loaded. */
export const loadRequest = async (callback: number, data: number) => {
  const loaded = await (loading ??= loadFiles().catch(fail));
  shared.__indirect_function_table.get(callback)(data, loaded);
};
