// What can be completed: the rows of /ns.json, asked for when the first completion is wanted.
let asked = null;

export function terms() {
  asked ??= fetch("/ns.json").then((answer) => (answer.ok ? answer.json() : { rows: [] })).then(({ rows }) => ({
    prefixes: rows.filter((row) => row.kind === "prefix"),
    names: rows.filter((row) => row.kind !== "prefix"),
  })).catch(() => ({ prefixes: [], names: [] }));
  return asked;
}

const KEYWORDS = ("SELECT DISTINCT WHERE OPTIONAL UNION MINUS FILTER BIND VALUES GRAPH ORDER BY GROUP HAVING LIMIT OFFSET "
  + "CONSTRUCT ASK DESCRIBE FROM NAMED PREFIX BASE AS IN NOT EXISTS COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT STR LANG "
  + "LANGMATCHES DATATYPE BOUND IF COALESCE REGEX CONTAINS STRSTARTS STRENDS LCASE UCASE YEAR MONTH DAY NOW").split(" ");

/** Prefixes after PREFIX, terms of a prefix after its colon, else variables in use, prefixes, and key words. */
export async function complete(context) {
  const found = context.matchBefore(/[?$]?[\w-]*(?::[\w.-]*)?/);
  if (!found || (found.from === found.to && !context.explicit)) return null;
  const { prefixes, names } = await terms();
  const text = context.state.doc.toString();
  const before = context.state.sliceDoc(Math.max(0, found.from - 12), found.from);
  if (/prefix\s+$/i.test(before)) {
    return { from: found.from, options: prefixes.map((row) => declaration(row)) };
  }
  if (/^[?$]/.test(found.text)) {
    const used = new Set(text.match(/[?$]\w+/g));
    used.delete(found.text);
    return { from: found.from, options: [...used].map((label) => ({ label, type: "variable" })) };
  }
  const [prefix, local] = found.text.split(":");
  if (local !== undefined) {
    const inside = names.filter((row) => row.name.startsWith(`${prefix}:`));
    return { from: found.from, options: inside.map((row) => term(row, text, prefixes)) };
  }
  return {
    from: found.from,
    options: [
      ...prefixes.map((row) => ({ label: `${row.name}:`, type: "namespace", detail: row.label })),
      ...KEYWORDS.map((label) => ({ label, type: "keyword" })),
    ],
  };
}

const declaration = (row) => ({ label: `${row.name}:`, apply: `${row.name}: <${row.iri}>`, type: "namespace", detail: row.iri });

/** A term by its prefixed name; choosing it declares the prefix at the top where the query does not yet. */
function term(row, text, prefixes) {
  const prefix = row.name.split(":")[0];
  const declared = new RegExp(`prefix\\s+${prefix}:`, "i").test(text);
  const space = prefixes.find((each) => each.name === prefix)?.iri;
  return {
    label: row.name,
    detail: row.label || undefined,
    type: row.kind === "class" ? "class" : row.kind === "property" ? "property" : "constant",
    info: row.definition || undefined,
    apply: (view, _, from, to) => {
      const changes = [{ from, to, insert: row.name }];
      if (!declared && space) changes.unshift({ from: 0, insert: `PREFIX ${prefix}: <${space}>\n` });
      view.dispatch({ changes, userEvent: "input.complete" });
      const at = view.state.doc.toString().indexOf(row.name, from) + row.name.length;
      view.dispatch({ selection: { anchor: at } });
    },
  };
}
