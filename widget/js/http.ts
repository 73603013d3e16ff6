// Requests and responses.

/** Revalidates: the policy may have changed since it was cached. */
export const FRESH: RequestInit = { cache: "no-cache" };

export const good = (answer: Response) => {
  if (!answer.ok) throw new Error(`${answer.status} ${answer.url}`);
  return answer;
};
