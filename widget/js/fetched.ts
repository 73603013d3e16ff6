// What comes over the network, taken as it is meant.

export const good = (answer: Response) => {
  if (!answer.ok) throw new Error(answer.url);
  return answer;
};

/** A wasm with its imports. */
export const instantiated = async (answer: Response, imports: WebAssembly.Imports) => {
  // A host with the wrong type for .wasm cannot stream it.
  const streams = good(answer).headers.get("content-type")?.startsWith("application/wasm");
  return streams ? WebAssembly.instantiateStreaming(answer, imports) : WebAssembly.instantiate(await answer.arrayBuffer(), imports);
};
