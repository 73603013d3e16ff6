// The same page in Vue.
import { createApp, h, reactive, ref } from "vue";
import { RecourseWidget } from "recourse-widget/vue";

createApp({
  setup() {
    const page = reactive({ facts: {}, order: "V-1", there: true, lang: "en", received: [] });
    const widget = ref(null);
    const hear = ({ detail: { type, detail } }) =>
      page.received.push(...[type, detail.file].filter(Boolean));
    const button = (name, onClick) => h("button", { onClick }, name);
    return () => [
      button("facts", () => {
        page.facts.ship_to = "MX";
      }),
      button("order", () => {
        page.order = "V-2";
      }),
      button("toggle", () => {
        page.there = !page.there;
      }),
      button("reset", () => widget.value.reset()),
      button("lang", () => {
        page.lang = undefined;
      }),
      h("output", page.received.join(" ")),
      page.there &&
        h(
          RecourseWidget,
          {
            ref: widget,
            store: "hekka",
            load: "visible",
            order: page.order,
            lang: page.lang,
            facts: page.facts,
            onReady: hear,
            onAnswer: hear,
            onReview: hear,
            onDecision: hear,
            onError: hear,
            id: "returns",
            class: "mine",
            style: { marginTop: "3px" },
            "data-shop": "one",
            "aria-label": "Returns",
            hidden: false,
            onClick: () => page.received.push("click"),
          },
          () => h("a", { href: "/v1/stores/hekka/form" }, "Can I return this?"),
        ),
    ];
  },
}).mount("#app");
