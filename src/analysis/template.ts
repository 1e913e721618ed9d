/** What a Go template of an alert reads, and what would keep Prometheus from expanding it. */
export interface TemplateUse {
  /** Labels of the alert's series: `$labels.x`, `.Labels.x`, `index $labels "x"`. */
  readonly labels: readonly string[];
  /** Labels of the server: `$externalLabels.x`. */
  readonly externalLabels: readonly string[];
  readonly readsValue: boolean;
  /** One sentence each. */
  readonly mistakes: readonly string[];
}

interface Action {
  /** The text between the braces, with the content of strings taken out. */
  readonly code: string;
  /** The names that `index $labels "x"` looks up. */
  readonly indexed: readonly (readonly [map: string, label: string])[];
}

const stringOrEnd = /"(?:[^"\\\n]|\\.)*"|`[^`]*`|\/\*[\s\S]*?\*\/|\}\}|"|`/g;

/** The actions of a template, and where one is not closed. */
const actionsOf = (text: string): { readonly actions: readonly Action[]; readonly mistakes: readonly string[] } => {
  const actions: Action[] = [];
  let at = text.indexOf('{{');
  while (at >= 0) {
    let code = '';
    let from = at + 2;
    let end: number | undefined;
    stringOrEnd.lastIndex = from;
    for (let token = stringOrEnd.exec(text); token !== null; token = stringOrEnd.exec(text)) {
      code += text.slice(from, token.index);
      from = stringOrEnd.lastIndex;
      const [piece] = token;
      if (piece === '}}') {
        end = from;
        break;
      }
      if (piece === '"' || piece === '`')
        return { actions, mistakes: [`has a string without an end in \`${text.slice(at, at + 30)}\``] };
      if (!piece.startsWith('/*')) code += '""';
    }
    if (end === undefined)
      return { actions, mistakes: [`opens \`{{\` without \`}}\`: \`${text.slice(at, at + 30)}\``] };
    const whole = text.slice(at, end);
    actions.push({
      code,
      indexed: [...whole.matchAll(/index\s+(\$labels|\.Labels|\$externalLabels)\s+"([^"\\]*)"/g)].map(
        ([, map = '', label = '']) => [map, label] as const,
      ),
    });
    at = text.indexOf('{{', end);
  }
  return { actions, mistakes: [] };
};

const blocks: ReadonlySet<string> = new Set(['if', 'range', 'with', 'define', 'block']);
const given: readonly string[] = ['labels', 'value', 'externalLabels', 'externalURL'];

/** Reads a template as far as it can be checked without running it. */
export const readTemplate = (text: string): TemplateUse => {
  const { actions, mistakes } = actionsOf(text);
  const found = [...mistakes];
  const labels = new Set<string>();
  const externalLabels = new Set<string>();
  const variables = new Set(given);
  const open: string[] = [];
  let readsValue = false;
  for (const { code, indexed } of actions) {
    const word = /^-?\s*([a-z]+)\b/.exec(code)?.[1] ?? '';
    if (word === 'end' && open.pop() === undefined) found.push('has an `end` that ends nothing');
    if (blocks.has(word)) open.push(word);
    for (const [, name = ''] of code.matchAll(/\$(\w+)(?=\s*(?:,\s*\$\w+\s*)?:=)/g)) variables.add(name);
    for (const [, name = ''] of code.matchAll(/,\s*\$(\w+)\s*:=/g)) variables.add(name);
    for (const [, name = ''] of code.matchAll(/\$([A-Za-z_]\w*)/g))
      if (!variables.has(name)) found.push(`uses the variable \`$${name}\`, which does not exist`);
    // Inside of `range` and `with` the dot is something else.
    const own = !open.includes('range') && !open.includes('with');
    for (const [, label = ''] of code.matchAll(/\$labels\.(\w+)/g)) labels.add(label);
    if (own) for (const [, label = ''] of code.matchAll(/(?<![\w$)])\.Labels\.(\w+)/g)) labels.add(label);
    for (const [, label = ''] of code.matchAll(/\$externalLabels\.(\w+)/g)) externalLabels.add(label);
    for (const [map, label] of indexed) {
      if (map === '$externalLabels') externalLabels.add(label);
      else if (map === '$labels' || own) labels.add(label);
    }
    readsValue ||= /\$value\b/.test(code) || (own && /(?<![\w$)])\.Value\b/.test(code));
  }
  if (mistakes.length === 0 && open.length > 0) found.push(`opens \`${open.at(-1)}\` without \`end\``);
  return { labels: [...labels], externalLabels: [...externalLabels], readsValue, mistakes: found };
};
