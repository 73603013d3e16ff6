// `<RecourseWidget>` for Vue 3. On a server it renders the tag with its content; the element
// comes up in the browser.
import { defineComponent, h, onMounted, ref, watch, type PropType } from "vue";
import { loadElement } from "./load.js";
import { ATTRIBUTES, EVENTS } from "./contract.js";
import type { EventName, Facts, Load, RecourseElement, RecourseEvent } from "./types.js";

type Emits = { [Name in EventName]: (event: RecourseEvent<Name>) => boolean };
const emits = Object.fromEntries(EVENTS.map((name) => [name, () => true])) as unknown as Emits;

export const RecourseWidget = defineComponent({
  name: "RecourseWidget",
  props: {
    store: { type: String, required: true },
    api: String,
    topic: String,
    order: String,
    item: String,
    quantity: [Number, String],
    email: String,
    lang: String,
    load: String as PropType<Load>,
    ticket: String,
    signedOrder: String,
    /** Facts that the shop provides; they are not asked. */
    facts: Object as PropType<Facts>,
  },
  emits,
  setup(props, { slots, emit, expose }) {
    const element = ref<RecourseElement>();
    expose({ element, start: () => element.value?.start(), reset: () => element.value?.reset() });
    onMounted(() => {
      void loadElement(element.value!);
      watch(
        () => props.facts,
        (facts) => (element.value!.facts = { ...facts }),
        { immediate: true, deep: true },
      );
    });
    const tell = emit as (name: EventName, event: Event) => void;
    const listeners = Object.fromEntries(
      EVENTS.map((name) => [`onRecourse:${name}`, (event: Event) => tell(name, event)]),
    );
    return () => {
      // `^` makes it an attribute, though the element may have a property of that name.
      const attributes = Object.entries(ATTRIBUTES).map(([name, attribute]) => [
        `^${attribute}`,
        props[name as keyof typeof ATTRIBUTES],
      ]);
      return h(
        "recourse-widget",
        { ref: element, ...Object.fromEntries(attributes), ...listeners },
        slots.default?.(),
      );
    };
  },
});
