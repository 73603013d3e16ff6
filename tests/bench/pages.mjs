// The pages that are compared: a shop's page with each embed and nothing else, and the steps of a
// shopper.
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const PEERS = `${ROOT}target/peers/node_modules`;

export const shop = (head, body) =>
  Buffer.from(
    `<!doctype html><html lang="en"><head><meta charset="utf-8">` +
      `<meta name="viewport" content="width=device-width"><title>Shop</title>` +
      `<link rel="icon" href="data:,">${head}</head><body><h1>Your order</h1>` +
      `<p>A pre-owned phone, delivered nine days ago.</p>${body}<p id="after">Below.</p>` +
      `</body></html>`,
  );

/** Nine days ago, in the text form of the page. */
const DELIVERED = new Date(Date.now() - 9 * 86_400_000).toISOString().slice(0, 10);

/** As many questions of the same kinds as the demo policy asks about a return. */
const SURVEY = {
  pages: [
    [
      "topic",
      "How can we help?",
      ["I changed my mind", "It arrived damaged", "I received the wrong item"],
    ],
    ["sent_back", "Have you sent anything back?", ["No", "Yes"]],
    ["item_state", "In which state is it?", ["As received", "Used", "Damaged"]],
    ["hygiene", "Is it an item of hygiene?", ["No", "Yes"]],
    ["accessories", "Is everything there?", ["Yes", "No"]],
  ].map(([name, title, choices]) => ({
    elements: [{ type: "radiogroup", name, title, choices, isRequired: true }],
  })),
};

const widget = Object.fromEntries(
  readdirSync(`${ROOT}target/widget`)
    .filter((file) => file !== "manifest.json")
    .map((file) => [`/widget/${file}`, `${ROOT}target/widget/${file}`]),
);

export const FILES = {
  ...widget,
  "/v1/stores/hekka/bundle/en": `${ROOT}target/policies/hekka.en.bundle`,
  "/typebot.js": `${PEERS}/@typebot.io/js/dist/web.js`,
  "/survey.core.js": `${PEERS}/survey-core/survey.core.min.js`,
  "/survey-js-ui.js": `${PEERS}/survey-js-ui/survey-js-ui.min.js`,
  "/survey.css": `${PEERS}/survey-core/survey-core.min.css`,
  "/buy.js": `${PEERS}/@shopify/buy-button-js/dist/buybutton.min.js`,
  "/survey.json": Buffer.from(JSON.stringify(SURVEY)),
  "/nothing/": shop("", ""),
  // With reserved room, as the page for developers recommends.
  "/recourse/": shop(
    "<style>recourse-widget { display: block; min-block-size: 100svh }</style>" +
      '<script type="module" src="/widget/recourse.js"></script>',
    `<recourse-widget store="hekka" order="H-1" load="visible" ` +
      `fact-delivered_on="${DELIVERED}" fact-ship_to="DE">` +
      `<a href="#">Can I return this?</a></recourse-widget>`,
  ),
  "/click/": shop(
    '<script type="module" src="/widget/recourse.js"></script>',
    `<recourse-widget store="hekka" order="H-1" load="click" ` +
      `fact-delivered_on="${DELIVERED}" fact-ship_to="DE">` +
      `<a href="#">Can I return this?</a></recourse-widget>`,
  ),
  "/typebot/": shop(
    "",
    '<div id="bot"></div><script type="module">import Typebot from "/typebot.js"; ' +
      "window.ready = Boolean(Typebot);</script>",
  ),
  "/survey/": shop(
    '<link rel="stylesheet" href="/survey.css">',
    '<div id="survey"></div><script src="/survey.core.js"></script>' +
      '<script src="/survey-js-ui.js"></script>' +
      '<script type="module">const json = await (await fetch("/survey.json")).json(); ' +
      'new Survey.Model(json).render(document.getElementById("survey"));</script>',
  ),
  "/buy/": shop(
    "",
    '<div id="buy"></div><script src="/buy.js"></script>' +
      "<script>window.ready = Boolean(ShopifyBuy);</script>",
  ),
};

/** The last element in the widget that matches a selector. */
const inside = (selector) =>
  `() => ` +
  `[...document.querySelector("recourse-widget")?.shadowRoot?.querySelectorAll("` +
  `${selector}") ?? []].at(-1)`;
const PAGE = inside("[data-page]");
const RADIO = "input[type=radio]";
const state = () => {
  const root = document.querySelector("recourse-widget").shadowRoot.querySelector("[data-page]");
  return root && `${root.dataset.page} ${root.querySelector("h2")?.textContent}`;
};

/** Answers the first questions of a topic: the last option each, where there are radio buttons. */
async function walk(tab) {
  const times = [];
  for (let turn = 0; turn < 5; turn++) {
    if (!(await tab.run(`() => Boolean((${inside(RADIO)})())`))) break;
    await tab.press(inside(turn ? RADIO : "input[value=return]"));
    times.push(await tab.timed(inside(".primary"), state));
  }
  return times;
}

const ready = (tab) => tab.until(() => window.ready);

/**
 * Each embed: its page, the condition for being ready, the comparison, and a shopper's steps if it
 * needs no server of its own.
 */
export const EMBEDS = [
  {
    name: "Recourse",
    path: "/recourse/",
    is: "widget, rules, a whole policy, its words; opens where it comes into view",
    up: (tab) => tab.until(PAGE),
    walk,
  },
  {
    name: "Recourse, by click",
    path: "/click/",
    is:
      'the same with load="click": prepared in view, opened by the shopper; ' +
      "its first click is on the shop's own link",
    // Ready: everything is loaded, and the next click opens it.
    up: async (tab) => {
      await tab.until(
        () =>
          performance.getEntriesByType("resource").filter(({ name }) => /\.wasm|bundle/.test(name))
            .length >= 2,
      );
      await new Promise((go) => setTimeout(go, 200));
    },
    async walk(tab) {
      const first = await tab.timed(
        () => document.querySelector("recourse-widget > a"),
        `() => Boolean((${PAGE})())`,
      );
      return [first, ...(await walk(tab))];
    },
  },
  {
    name: "SurveyJS",
    path: "/survey/",
    is: "core and UI, five questions, no rules",
    up: (tab) => tab.until(() => document.querySelector("#survey input[type=radio]")),
    async walk(tab) {
      const times = [];
      for (let turn = 0; turn < 4; turn++) {
        await tab.press(() =>
          document.querySelector("#survey .sd-selectbase__label, #survey label"),
        );
        times.push(
          await tab.timed(
            () => document.querySelector("#survey .sd-navigation__next-btn"),
            () => document.querySelector("#survey .sd-question__title, #survey h5")?.textContent,
          ),
        );
      }
      return times;
    },
  },
  {
    name: "Typebot",
    path: "/typebot/",
    is: "its script alone; each question comes from its server",
    up: ready,
  },
  {
    name: "Shopify Buy Button",
    path: "/buy/",
    is: "its script alone; the product comes from Shopify",
    up: ready,
  },
];
