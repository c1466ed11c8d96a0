// How SPARQL is coloured: the style sheet's own tokens, so that light and dark follow the page.
import { HighlightStyle, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--link)", fontWeight: "600" },
  { tag: [tags.string, tags.number, tags.bool], color: "var(--string)" },
  { tag: tags.comment, color: "var(--soft)", fontStyle: "italic" },
  { tag: [tags.variableName, tags.special(tags.variableName)], color: "var(--variable)" },
  { tag: [tags.atom, tags.link, tags.meta], color: "var(--ink)" },
]);

const look = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--paper)", border: "1px solid var(--edge)", borderRadius: "4px" },
  "&.cm-focused": { outline: "3px solid var(--focus)", outlineOffset: "2px" },
  ".cm-scroller": { font: ".9rem/1.5 var(--mono)", minHeight: "14rem", maxHeight: "34rem" },
  ".cm-content": { caretColor: "var(--ink)", padding: ".5rem 0" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { backgroundColor: "var(--wash)", color: "var(--soft)", border: "0" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "transparent" },
  "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--wash2) !important" },
  ".cm-matchingBracket, .cm-nonmatchingBracket": { backgroundColor: "var(--mark) !important", color: "inherit" },
  ".cm-tooltip": { backgroundColor: "var(--paper)", color: "var(--ink)", border: "1px solid var(--edge)" },
  ".cm-tooltip-autocomplete ul": { font: ".85rem/1.6 var(--mono) !important" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--link) !important", color: "var(--paper) !important" },
  ".cm-completionInfo": { font: ".85rem/1.5 var(--sans)", maxWidth: "22rem", padding: ".5rem .75rem" },
  ".cm-completionDetail": { color: "inherit", fontStyle: "normal", marginLeft: ".75em" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--poor)", padding: ".4rem .6rem" },
  ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy var(--poor)", textUnderlineOffset: ".2em" },
});

export const language = [StreamLanguage.define(sparql), syntaxHighlighting(colours), look];
