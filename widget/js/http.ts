// What comes over the network, taken as it is meant.

/** Asked for anew, though an answer that is the same does not travel again: a policy of a minute
 * ago may be another one. */
export const FRESH: RequestInit = { cache: "no-cache" };

export const good = (answer: Response) => {
  if (!answer.ok) throw new Error(`${answer.status} ${answer.url}`);
  return answer;
};

/** A wasm with its imports. */
export const instantiated = async (answer: Response, imports: WebAssembly.Imports) => {
  // A host with the wrong type for .wasm cannot stream it.
  const streams = good(answer).headers.get("content-type")?.startsWith("application/wasm");
  return streams
    ? WebAssembly.instantiateStreaming(answer, imports)
    : WebAssembly.instantiate(await answer.arrayBuffer(), imports);
};
