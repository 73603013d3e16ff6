// The wasm of the rules on a server.
import { readFile } from "node:fs/promises";

export const wasm = (): Promise<Response | Uint8Array> => readFile(new URL("./rules.wasm", import.meta.url));
