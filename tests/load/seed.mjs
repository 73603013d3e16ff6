// Writes rows into the ledger as claims do, to measure the pages of a long inbox.
const LAST_MS = 9_999_999_999_999;

/**
 * `POST /seed?from=&count=`: claims of one store, one a second, with the summary that the desk
 * shows.
 */
export async function seed(request, env) {
  const query = new URL(request.url).searchParams;
  const [from, count] = [Number(query.get("from")), Number(query.get("count"))];
  const puts = [];
  for (let n = from; n < from + count; n++) {
    const inverse = String(LAST_MS - (1_700_000_000_000 + n * 1_000)).padStart(13, "0");
    const nonce = n.toString(16).padStart(32, "0");
    const claim = `hekka-${inverse}-${nonce}-0123456789abcdef`;
    const row = {
      v: 2,
      claim,
      received_at: "2026-11-20T12:00:00Z",
      topic: "wrong_item",
      kind: "claim",
      remedy: "claim_review",
      verdict: "granted",
      order: "***345",
      due: "2026-11-21T12:00:00Z",
      check: "checked",
    };
    puts.push(
      env.CLAIMS.put(`claim/hekka/${inverse}/${nonce}/0123456789abcdef`, "{}", { metadata: row }),
    );
  }
  await Promise.all(puts);
  return new Response("seeded");
}
