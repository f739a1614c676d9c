import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { sql } from "@codemirror/lang-sql";
import { bracketMatching } from "@codemirror/language";
import { EditorState, Prec, StateEffect, StateField } from "@codemirror/state";
import {
  Decoration,
  drawSelection,
  EditorView,
  highlightActiveLine,
  keymap,
  lineNumbers,
  placeholder,
  type DecorationSet,
} from "@codemirror/view";
import { useEffect, useImperativeHandle, useRef, type Ref } from "react";
import { completeEvents, completeFunctions, completeProperties, type SqlNames } from "./completions";
import { clickHouse } from "./dialect";
import { editorLook } from "./editorLook";
import type { SqlFault } from "./faultPlace";
import { sqlViews } from "./views";

export interface SqlEditorHandle {
  /** Puts a text where the cursor is. */
  insert: (text: string) => void;
  focus: () => void;
}

interface SqlEditorProps {
  value: string;
  onChange: (value: string) => void;
  onRun: () => void;
  fault: SqlFault | null;
  names: SqlNames;
  /** The element that says what is wrong. */
  describedBy?: string | undefined;
  handle: Ref<SqlEditorHandle>;
}

const setFault = StateEffect.define<SqlFault["place"]>();
const faultMark = Decoration.mark({ class: "cm-fault" });

/** The place that the server complained about; gone with the next change. */
const faultField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, change) {
    for (const effect of change.effects) {
      if (!effect.is(setFault)) continue;
      const place = effect.value;
      return place && place.to > place.from && place.to <= change.state.doc.length
        ? Decoration.set([faultMark.range(place.from, place.to)])
        : Decoration.none;
    }
    return change.docChanged ? Decoration.none : marks;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** An editor for ClickHouse's SELECT: words in colour, names completed. Tab leaves it, as every field. */
export function SqlEditor({ value, onChange, onRun, fault, names, describedBy, handle }: SqlEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const latest = useRef({ onChange, onRun, names });
  latest.current = { onChange, onRun, names };
  const first = useRef(value);

  useEffect(() => {
    if (!host.current) return;
    const namesNow = () => latest.current.names;
    const schema = Object.fromEntries(
      sqlViews.map((each) => [each.name, each.columns.map(({ name }) => name)]),
    );
    const created = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: first.current,
        extensions: [
          Prec.highest(
            keymap.of([
              {
                key: "Mod-Enter",
                run: () => {
                  latest.current.onRun();
                  return true;
                },
              },
            ]),
          ),
          lineNumbers(),
          history(),
          drawSelection(),
          bracketMatching(),
          closeBrackets(),
          highlightActiveLine(),
          EditorView.lineWrapping,
          autocompletion({ icons: false }),
          keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap]),
          sql({
            dialect: clickHouse,
            schema,
            keywordCompletion: (label, type) => ({ label: label.toUpperCase(), type, boost: -2 }),
          }),
          clickHouse.language.data.of({ autocomplete: completeFunctions }),
          clickHouse.language.data.of({ autocomplete: completeEvents(namesNow) }),
          clickHouse.language.data.of({ autocomplete: completeProperties(namesNow) }),
          placeholder("SELECT event, count() FROM events GROUP BY event"),
          EditorView.contentAttributes.of({ "aria-label": "SQL query", "data-sql-editor": "" }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) latest.current.onChange(update.state.doc.toString());
          }),
          faultField,
          editorLook,
        ],
      }),
    });
    view.current = created;
    return () => created.destroy();
  }, []);

  // A query that comes from elsewhere: an example, an older version, undo.
  useEffect(() => {
    const editor = view.current;
    if (!editor || editor.state.doc.toString() === value) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
  }, [value]);

  useEffect(() => {
    view.current?.dispatch({ effects: setFault.of(fault?.place ?? null) });
  }, [fault]);

  useEffect(() => {
    const content = view.current?.contentDOM;
    if (describedBy) content?.setAttribute("aria-describedby", describedBy);
    else content?.removeAttribute("aria-describedby");
    content?.setAttribute("aria-invalid", String(fault !== null));
  }, [describedBy, fault]);

  useImperativeHandle(handle, () => ({
    insert: (text) => {
      const editor = view.current;
      if (!editor) return;
      editor.dispatch(editor.state.replaceSelection(text));
      editor.focus();
    },
    focus: () => view.current?.focus(),
  }));

  return <div ref={host} className="min-w-0" />;
}
