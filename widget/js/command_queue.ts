// What a page may say before the script is there: `(window.recourse ||= []).push(["on", "decision",
// heard])`. What was pushed early is done when the element is known, what is pushed later at once.
const NAME = "recourse-widget";

/** One thing to do: its name and what it takes. */
export type Command =
  | ["on", string, (event: Event) => void]
  | ["facts", Record<string, string>, string?]
  | ["start" | "reset", string?];

const all = (selector = NAME) =>
  document.querySelectorAll(selector) as unknown as Iterable<Record<string, any>>;

const run = ([what, one, two]: any[]) => {
  if (what === "on") return document.addEventListener(`recourse:${one}`, two);
  for (const element of all(what === "facts" ? two : one)) {
    if (what === "facts") element.facts = one;
    // A name that is mistyped is no method, and the console says so.
    else element[what]();
  }
};

/** Does what waits, and from here on each command as it comes. One that fails stops no other. */
export const startQueue = () => {
  const page = window as unknown as { recourse?: Command[] };
  // An element of that name is the window's, too.
  const waiting = Array.isArray(page.recourse) ? page.recourse : [];
  const queue: Command[] = (page.recourse = []);
  queue.push = (...commands) => {
    for (const command of commands) {
      try {
        run(command);
      } catch (error) {
        console.error("recourse", command, error);
      }
    }
    return 0;
  };
  queue.push(...waiting);
};
