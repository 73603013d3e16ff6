// The answer, as the contract has it: `Decision` in `openapi.json`, field by field.

/** `granted`: the policy gives it. `ask_support`: a person decides. `not_yet`: not before a
 * first day. `refused`: not covered by this shop's policy. */
export type Verdict = "granted" | "ask_support" | "not_yet" | "refused";

/** Who pays return shipping. */
export type Payer = "shop" | "customer" | "shop_if_justified" | "undecided";

/** What is said of one remedy. */
export interface RemedyDecision {
  remedy: string;
  verdict: Verdict;
  /** The clauses that say so. */
  clauses: string[];
  /** What the law may add, with its last day where that can be computed. */
  statutes?: { statute: string; last_day?: string; period?: "open" | "at_least" | "over" }[];
  pays?: Payer;
  /** The most that is paid, as a decimal in the policy's currency. */
  cap?: string;
  /** What the shopper must show. */
  proofs: string[];
  /** What the shopper does next. */
  steps: string[];
  /** With `not_yet`: the first day on which it is granted or taken. */
  first_day?: string;
  /** The last day on which the shop's policy gives the remedy this verdict or a better one, over
   * all clauses. */
  last_day?: string;
  /** Present where an answer that the shopper cannot give could move the last day back: it is
   * "at least until" then. */
  last_day_at_least?: true;
  /** With `granted`: the last day on these terms, where other terms follow before the last day. */
  terms_last_day?: string;
  /** The interpretations on which the cited clauses rely. */
  interpretations?: string[];
}

/** The whole answer. */
export interface Decision {
  /** The hash of the policy that decided. */
  policy: string;
  /** `decided`: no further answer can change it. `ask`: a question is still to be answered. */
  status: "decided" | "ask";
  question?: string;
  /** How many questions can still come at most, this one included. */
  max_remaining_questions?: number;
  /** Per remedy of the topic, in its order; empty with `ask`. */
  remedies: RemedyDecision[];
  /** What would have changed it, where nothing is granted. */
  nearest_change?: {
    remedy: string;
    verdict: Verdict;
    changeable: boolean;
    question?: string;
    answer?: string;
    by?: string;
  };
}

/** A question as a page needs it. */
export interface Question {
  kind: "choice" | "yes_no" | "date" | "money" | "place";
  /** The answers of a choice and of a yes or no; empty for other kinds. */
  options: string[];
  /** Whether `unknown` ("I do not know") is an answer. */
  unknown: boolean;
  /** Whether `none` ("there is none") is an answer. */
  none: boolean;
  /** Whether a day may lie after today. */
  future: boolean;
}

/** What comes next: a question, or the decision where nothing that is open could change it. */
export type Step = { ask: string; max_remaining_questions: number } | { decision: Decision };
