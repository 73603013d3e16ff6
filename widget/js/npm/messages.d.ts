// The build writes `messages.js`: a module per language of the widget but English, which is built
// in.
import type { MessagesFile } from "../files.js";

export declare const messages: Record<string, MessagesFile>;
