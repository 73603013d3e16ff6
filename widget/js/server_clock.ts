// The Worker's clock. A page's service worker may answer with a bundle that it stored weeks ago,
// and the server time in its headers is as old: "delivered today" would be in the future, and a
// right that has ended would be shown as open. So a server time that differs from the device's is
// believed only once a second request, which no cache can answer, confirms it.
import { good } from "./http";

/** A smaller difference changes no day but around midnight, where the edge decides. */
const DOUBTFUL_MS = 120_000;
/** The response comes from a server's clock that has moved on since. */
const PAUSE_MS = 20;
const TIMEOUT_MS = 5_000;

const serverTime = (answer: Response) => +(answer.headers.get("recourse-server-time") ?? 0);

/** The server time of a new request; caches store responses to `GET`, by their whole address. */
const requested = async (url: string) => {
  await new Promise((go) => setTimeout(go, PAUSE_MS));
  const nonce = Math.random().toString(36).slice(2);
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  return serverTime(
    good(await fetch(`${url}?time=${nonce}`, { method: "HEAD", cache: "no-store", signal })),
  );
};

/**
 * How far the Worker's clock is ahead of this device's, in milliseconds; 0 where that is unknown. A
 * server time that is not confirmed is a lower limit only: no server's clock is in the future.
 */
export const clockOffset = async (answer: Response, url: string) => {
  const first = serverTime(answer);
  const ahead = first && first - Date.now();
  if (Math.abs(ahead) < DOUBTFUL_MS) return ahead;
  const second = await requested(url).catch(() => 0);
  return second > first ? second - Date.now() : Math.max(0, ahead);
};
