// What a page may rely on, in types.
import type { ATTRIBUTES, EVENTS } from "./contract.js";

/** Answers by question, as texts: a day as `2026-11-12`, a country as `DE`, an amount as
 * `129.99`, an option by its id. */
export type Facts = Record<string, string>;

/** `recourse:<name>` is what the page hears. */
export type EventName = (typeof EVENTS)[number];

/** What comes with each event. Never an answer, never a person. */
export interface Details {
  ready: { store: string };
  topics: Record<string, never>;
  question: Record<string, never>;
  /** A question was answered. */
  answer: { question: string };
  review: Record<string, never>;
  decision: Record<string, never>;
  claim: Record<string, never>;
  /** A claim has arrived; its number. */
  submitted: { claim: string };
  receipt: Record<string, never>;
  /** With `load_failed`: why, and the name of the widget's file that could not be loaded or
   * used, such as `request.wasm`. */
  error: { code: ErrorCode; message?: string; file?: string };
}

/**
 * Why something did not work. `load_failed` comes with a message, and with `file` where it is about
 * a file of the widget; the others are problem codes of the Worker, of which those are named that
 * the shopper has words for. Others may come.
 */
export type ErrorCode =
  | "load_failed"
  | "offline"
  | "bad_email"
  | "bad_order"
  | "too_long"
  | "rate_limited"
  | "stale_policy"
  | "remedy_refused"
  | "quantity_exceeded"
  | "contradicts_order"
  | "signed_order_expired"
  | "human_check_required"
  | "no_such_photo"
  | "ledger_unavailable"
  | (string & {});

/** The one envelope of every event. */
export interface Envelope<Name extends EventName = EventName> {
  /** Unique on secure pages; elsewhere the instant. */
  id: string;
  /** ISO 8601, UTC. */
  at: string;
  type: Name;
  detail: Details[Name];
}

/** An event of the element: it bubbles, and crosses shadow roots. */
export type RecourseEvent<Name extends EventName = EventName> = CustomEvent<Envelope<Name>>;

/**
 * When the widget's files are loaded: near the viewport, when the page has nothing else to do, at a
 * touch or a focus, or at once. With `click` they are loaded near the viewport, and a click on what
 * stands inside the tag opens the widget: nothing moves before. That is the default where a link or
 * a button is directly inside, or a link to the form; else it is `visible`.
 */
export type Load = "visible" | "click" | "idle" | "intent" | "eager";

/** The attributes by their names in React and Vue. */
export type Attributes = Partial<
  Record<Exclude<keyof typeof ATTRIBUTES, "store" | "load" | "quantity">, string>
> & {
  store: string;
  quantity?: number | string;
  load?: Load;
};

/** The attributes that say which case it is, as properties; `null` takes one away. */
type Case = {
  [Name in Exclude<keyof typeof ATTRIBUTES, "lang" | "load" | "quantity">]: string | null;
};

/** `<recourse-widget>`. */
export interface RecourseElement extends HTMLElement, Case {
  get quantity(): string | null;
  set quantity(quantity: number | string | null);
  /** Facts that the shop provides; they are not asked. May be set at any time; it counts before
   * what the shopper said. */
  facts: Facts;
  /** Settles when the widget is up for the first time. A widget that cannot be loaded says so by
   * `recourse:error`. */
  readonly ready: Promise<RecourseElement>;
  /** Loads and shows the widget, in view or not. */
  start(): void;
  /** Forgets what this tab remembers of the case, and begins anew. */
  reset(): void;
}

/** What may be pushed to `window.recourse`, before the script is there and after. */
export type Command<Name extends EventName = EventName> =
  | ["on", Name, (event: RecourseEvent<Name>) => void]
  | ["facts", Facts, selector?: string]
  | ["start" | "reset", selector?: string];

/** What is pushed to. The first four of one call each by itself, so that a handler is given the
 * event that it is for. */
export interface Commands extends Array<Command> {
  push<A extends EventName, B extends EventName, C extends EventName, D extends EventName>(
    first: Command<A>,
    second?: Command<B>,
    third?: Command<C>,
    fourth?: Command<D>,
    ...more: Command[]
  ): number;
  push(...commands: Command[]): number;
}

declare global {
  interface HTMLElementTagNameMap {
    "recourse-widget": RecourseElement;
  }
  interface HTMLElementEventMap extends EventMap {}
  interface DocumentEventMap extends EventMap {}
  interface Window {
    /**
     * Write `(window.recourse ||= []).push(…)`: before the script is there, it is not. Its type
     * does not say so, for with `undefined` in it that very line would not know which event a
     * handler is for.
     */
    recourse: Commands;
  }
}

type EventMap = { [Name in EventName as `recourse:${Name}`]: RecourseEvent<Name> };
