// The wasm of the rules inside the script: for servers, and for pages whose bundler copies no
// assets.
import { response } from "../inlined.js";
import rules from "#built/rules.wasm";

export const wasm = async (): Promise<Response | Uint8Array> => response(rules);
