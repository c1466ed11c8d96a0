// Puts an editor in the place of the query form's textarea, which stays in the form and is what is sent.
// It lives in a shadow root: there styles are adopted as objects, which the page's content policy allows.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching } from "@codemirror/language";
import { setDiagnostics } from "@codemirror/lint";
import { EditorState, Prec } from "@codemirror/state";
import { EditorView, drawSelection, keymap, lineNumbers } from "@codemirror/view";
import { language } from "./sparql.js";
import { complete } from "./terms.js";

function edit(area) {
  const host = document.createElement("div");
  host.className = "editor";
  const root = host.attachShadow({ mode: "open" });
  const run = () => { area.form.requestSubmit(); return true; };
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: area.value,
      extensions: [
        lineNumbers(), history(), drawSelection(), bracketMatching(), closeBrackets(),
        autocompletion({ override: [complete], icons: false }),
        Prec.highest(keymap.of([{ key: "Mod-Enter", run }, { key: "Escape", run: leave }])),
        keymap.of([...closeBracketsKeymap, ...completionKeymap, ...defaultKeymap, ...historyKeymap]),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ "aria-label": "SPARQL query" }),
        EditorView.updateListener.of((update) => { if (update.docChanged) area.value = update.state.doc.toString(); }),
        EditorView.domEventHandlers({ beforeinput: replace }),
        ...language,
      ],
    }),
  });
  area.before(host);
  area.hidden = true;
  const label = document.querySelector(`label[for="${area.id}"]`);
  label?.removeAttribute("for");
  label?.addEventListener("click", () => view.focus());
  window.addEventListener("pageshow", () => {
    if (view.state.doc.toString() !== area.value) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: area.value } });
    }
  });
  if (area.dataset.line) show(view, area.dataset);
}

/** Typing over a selection: left to itself, the browser would keep its style in an attribute, which the policy forbids. */
function replace(event, view) {
  if (event.inputType !== "insertText" || !event.data || event.isComposing || view.state.selection.main.empty) return false;
  event.preventDefault();
  view.dispatch(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
  return true;
}

/** Escape ends a completion first; without one it leaves the editor, so that Tab is never trapped. */
function leave(view) {
  if (view.root.querySelector(".cm-tooltip-autocomplete")) return false;
  view.contentDOM.blur();
  return true;
}

function show(view, { line, column, message }) {
  const at = view.state.doc.line(Math.min(Math.max(Number(line), 1), view.state.doc.lines));
  const from = Math.min(at.from + Math.max(Number(column) - 1, 0), at.to);
  const end = view.state.doc.sliceString(from, at.to).match(/^\S+/)?.[0].length ?? 0;
  const start = end || from > at.from ? from : at.from;
  const range = end ? { from: start, to: start + end } : { from: Math.max(at.from, start - 1), to: start };
  view.dispatch(setDiagnostics(view.state, [{ ...range, severity: "error", message }]));
}

document.querySelectorAll("textarea#query").forEach(edit);
