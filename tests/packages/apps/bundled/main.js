// A shop's page in the language of its address, with the element and the rules alone.
import "recourse-widget/element";
import { Rules } from "recourse-widget/headless";
import { begin } from "./page.js";

begin(Rules);
