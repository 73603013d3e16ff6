// The lazy files as the Worker and the shop plugins serve them: beside this script, under names
// that change with their bytes, each checked against its hash. What has checked this script has
// checked these hashes too.
import { good } from "./http";
import type { LazyFiles } from "./files";
import { script } from "./script";

declare const __RECOURSE_REQUEST__: string, __RECOURSE_REQUEST_SRI__: string;
declare const __RECOURSE_PHOTO__: string, __RECOURSE_PHOTO_SRI__: string;
declare const __RECOURSE_MESSAGES__: Record<string, [file: string, integrity: string]>;

const at = (file: string) => new URL(file, import.meta.url).href;

export const lazy: LazyFiles = {
  request: () => fetch(at(__RECOURSE_REQUEST__), { integrity: __RECOURSE_REQUEST_SRI__ }),
  photo: () => script(at(__RECOURSE_PHOTO__), __RECOURSE_PHOTO_SRI__),
  messages: (language) => {
    const [file, integrity] = __RECOURSE_MESSAGES__[language] ?? [];
    if (!file) return;
    const load = async () => good(await fetch(at(file), { integrity: integrity! })).json();
    return { name: `messages.${language}.json`, load };
  },
};
