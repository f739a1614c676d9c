import type { Cairn, Properties } from "./types.ts";

const clickable =
  "a,button,summary,label,[role=button],[role=link],[role=menuitem],[role=tab],[role=checkbox],[role=switch],[role=option]," +
  "input[type=submit],input[type=button],input[type=image],input[type=checkbox],input[type=radio],[data-cairn-capture]";
const ignored = "[data-cairn-ignore]";

const short = (text: string | null | undefined, most = 100) =>
  text?.replace(/\s+/g, " ").trim().slice(0, most) || undefined;

/** What stands on it. Never what somebody typed or chose, and nothing that is marked to be ignored. */
function textOf(element: Element): string | undefined {
  const copy = element.cloneNode(true) as Element;
  for (const part of copy.querySelectorAll(
    `input,textarea,select,[contenteditable]:not([contenteditable=false]),script,style,${ignored}`,
  ))
    part.remove();
  return short(copy.textContent);
}

/** Without query and fragment, which may say who somebody is; nothing of mailto: and tel: but that. */
function addressOf(text: string | null): string | undefined {
  if (!text) return undefined;
  try {
    const { protocol, origin, pathname } = new URL(text, location.href);
    return /^https?:$/.test(protocol) ? origin + pathname : protocol;
  } catch {
    return undefined;
  }
}

function describe(element: Element): Properties {
  const input = element.matches("input,textarea,select,[contenteditable]:not([contenteditable=false])");
  return {
    $el_tag: element.tagName.toLowerCase(),
    $el_text: input || element.matches("form") ? undefined : textOf(element),
    $el_id: short(element.id),
    $el_classes: short(element.getAttribute("class"), 200),
    $el_name: short(element.getAttribute("name")),
    $el_type: short(element.getAttribute("type")),
    $el_label: short(element.getAttribute("aria-label")),
    $el_href: addressOf(element.getAttribute("href")),
  };
}

/** `$autocapture` for clicks on what can be clicked, and for forms that are sent. `data-cairn-ignore` on an element leaves it and all within out. */
export function autocapture(cairn: Pick<Cairn, "track">): void {
  const listen = (type: "click" | "submit", find: (target: Element) => Element | null) =>
    addEventListener(
      type,
      (event) => {
        try {
          const target = event.composedPath()[0];
          const element = target instanceof Element ? find(target) : null;
          if (
            !element ||
            event.composedPath().some((step) => step instanceof Element && step.matches(ignored))
          )
            return;
          const form =
            type === "submit" ? { $form_action: addressOf(element.getAttribute("action")) } : undefined;
          cairn.track("$autocapture", { $event_type: type, ...describe(element), ...form });
        } catch {
          // The page goes on.
        }
      },
      true,
    );
  listen("click", (target) => target.closest(clickable));
  listen("submit", (target) => target.closest("form"));
}
