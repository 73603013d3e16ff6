// The part of the widget that only a request needs: its wasm, and the script that re-encodes and
// sends photos. It is loaded once there is something to ask for, and tells the first part whether
// it has come.
import { reportFailure } from "./failures";
import { good } from "./http";
import { named } from "./file_error";
import type { PhotoScript } from "./files";
import { lazy } from "./lazy";

/** What the two parts share: memory, table, functions. */
type Shared = Record<string, unknown> & { __indirect_function_table: WebAssembly.Table };

/** The functions of the photo script; the pages that have photos come after it. */
export let photo: PhotoScript;

const WASM = "request.wasm";

let coming: Promise<boolean> | undefined;

const bytes = async () => good(await lazy.request()).arrayBuffer();

const come = async (shared: Shared) => {
  // Both awaited at once: where both fail, neither failure is left unheard.
  const [part, script] = await Promise.all([named(WASM, bytes), named("photo.js", lazy.photo)]);
  photo = script;
  // Not streamed: a host may serve .wasm with the wrong type.
  const imports = { __wasm_split: shared as WebAssembly.ModuleImports };
  await named(WASM, () => WebAssembly.instantiate(part, imports));
};

const failed = (error: unknown) => {
  coming = undefined;
  reportFailure(error);
  return false;
};

/** Loads the part once; what has failed is reported, and tried again by the next call. */
export const load = async (shared: Shared, called: number, data: number) => {
  const there = await (coming ??= come(shared).then(() => true, failed));
  shared.__indirect_function_table.get(called)(data, there);
};
