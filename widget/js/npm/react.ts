"use client";
// `<RecourseWidget>` for React 18 and 19. On a server it renders the tag with what stands inside; the element comes up in the
// browser.
import { createElement, forwardRef, useEffect, useImperativeHandle, useRef, type ReactNode } from "react";
import { ATTRIBUTES, EVENTS } from "./contract.js";
import type { Attributes, EventName, Facts, RecourseElement, RecourseEvent } from "./types.js";

type Listeners = { [Name in EventName as `on${Capitalize<Name>}`]?: (event: RecourseEvent<Name>) => void };

export interface RecourseWidgetProps extends Attributes, Listeners {
  /** What the shop knows, and what is then not asked. */
  facts?: Facts;
  /** What is shown first, and what stays where the widget cannot run: a link to the form. */
  children?: ReactNode;
  id?: string;
  className?: string;
}

const listener = (name: string) => `on${name[0]!.toUpperCase()}${name.slice(1)}` as keyof Listeners;

// Before 19 a component gets its `ref` in no other way.
export const RecourseWidget = forwardRef<RecourseElement, RecourseWidgetProps>(function RecourseWidget(props, ref) {
  const element = useRef<RecourseElement>(null);
  const latest = useRef(props);
  latest.current = props;
  useImperativeHandle(ref, () => element.current!, []);
  useEffect(() => {
    const node = element.current!;
    // One listener a kind, whatever is rendered: it calls the handler of now.
    const heard = (event: Event) => (latest.current[listener(event.type.slice("recourse:".length))] as ((event: Event) => void) | undefined)?.(event);
    for (const name of EVENTS) node.addEventListener(`recourse:${name}`, heard);
    void import("./element.js");
    return () => EVENTS.forEach((name) => node.removeEventListener(`recourse:${name}`, heard));
  }, []);
  // Another object with the same facts is no news.
  const facts = JSON.stringify(props.facts ?? {});
  useEffect(() => {
    element.current!.facts = JSON.parse(facts);
  }, [facts]);
  const attributes = Object.entries(ATTRIBUTES).map(([name, attribute]) => [attribute, props[name as keyof Attributes]]);
  return createElement("recourse-widget", { ...Object.fromEntries(attributes), id: props.id, class: props.className, ref: element, suppressHydrationWarning: true }, props.children);
});
