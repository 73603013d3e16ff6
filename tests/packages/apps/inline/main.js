// The same page with every file of the widget inside its script.
import "recourse-widget/inline";
import { Rules } from "recourse-widget/headless-inline";
import { begin } from "./page.js";

begin(Rules);
