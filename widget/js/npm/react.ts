"use client";
// `<RecourseWidget>` for React 18 and 19. On a server it renders the tag with its content;
// the element comes up in the browser.
import {
  createElement,
  forwardRef,
  useEffect,
  useImperativeHandle,
  useRef,
  type HTMLAttributes,
  type ReactNode,
} from "react";
import { loadElement } from "./load.js";
import { ATTRIBUTES, EVENTS } from "./contract.js";
import type { Attributes, EventName, Facts, RecourseElement, RecourseEvent } from "./types.js";

type Listeners = {
  [Name in EventName as `on${Capitalize<Name>}`]?: (event: RecourseEvent<Name>) => void;
};

/** What any tag may have: `style`, `className`, `aria-label`, `onClick` and so on. */
type Html = Omit<HTMLAttributes<HTMLElement>, keyof Attributes | keyof Listeners | "children">;

export interface RecourseWidgetProps extends Attributes, Listeners, Html {
  /** Facts that the shop provides; they are not asked. */
  facts?: Facts;
  /** What is shown first, and what stays where the widget cannot run: a link to the form. */
  children?: ReactNode;
}

const listener = (name: string) => `on${name[0]!.toUpperCase()}${name.slice(1)}` as keyof Listeners;

/** What the tag is given: not what is ours, and everything under the name that it has in HTML. */
const passed = ({ facts: _, children: __, className, hidden, ...others }: RecourseWidgetProps) => {
  const own = EVENTS.map(listener) as string[];
  const named = Object.entries(others)
    .filter(([name]) => !own.includes(name))
    .map(([name, value]) => [ATTRIBUTES[name as keyof Attributes] ?? name, value]);
  // Before 19 React writes `class` and a false `hidden` into a custom element as they stand.
  return { ...Object.fromEntries(named), class: className, hidden: hidden || undefined };
};

// Before 19 a component gets its `ref` in no other way.
export const RecourseWidget = forwardRef<RecourseElement, RecourseWidgetProps>(
  function RecourseWidget(props, ref) {
    const element = useRef<RecourseElement>(null);
    const latest = useRef(props);
    latest.current = props;
    useImperativeHandle(ref, () => element.current!, []);
    useEffect(() => {
      const node = element.current!;
      // One listener for each kind of event; it calls the current handler.
      const heard = (event: Event) =>
        (
          latest.current[listener(event.type.slice("recourse:".length))] as
            ((event: Event) => void) | undefined
        )?.(event);
      for (const name of EVENTS) node.addEventListener(`recourse:${name}`, heard);
      void loadElement(node);
      return () => EVENTS.forEach((name) => node.removeEventListener(`recourse:${name}`, heard));
    }, []);
    // React writes what a page says no more into the property, and of `lang` that makes a word.
    const { lang } = props;
    useEffect(() => {
      if (lang == null) element.current!.removeAttribute("lang");
    }, [lang]);
    // Another object with the same facts is no news.
    const facts = props.facts ?? {};
    useEffect(() => {
      element.current!.facts = facts;
    }, [Object.entries(facts).join("\0")]);
    return createElement(
      "recourse-widget",
      { ...passed(props), ref: element, suppressHydrationWarning: true },
      props.children,
    );
  },
);
