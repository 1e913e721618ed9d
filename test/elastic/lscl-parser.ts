import type {
  LsclAttribute,
  LsclCase,
  LsclCondition,
  LsclPipeline,
  LsclPlugin,
  LsclStatement,
  LsclValue,
} from '../../src/elastic/lscl.ts';

/**
 * Reads the pipeline language by the rules of Logstash's own grammar: settings and hash entries stand apart by white
 * space, array items by commas, words have two characters or more, and escapes are those of `config.support_escapes`.
 * Throws at the first character that does not belong there.
 */
export const parsePipeline = (text: string): LsclPipeline => {
  let at = 0;

  const fail = (wanted: string): never => {
    throw new Error(`${wanted} expected at ${at}: ${JSON.stringify(text.slice(at, at + 20))}`);
  };
  const skip = (): void => {
    const match = /^(?:\s|#[^\n]*\n)*/.exec(text.slice(at));
    at += match?.[0].length ?? 0;
  };
  const accept = (token: string): boolean => {
    skip();
    const found = text.startsWith(token, at);
    if (found) at += token.length;
    return found;
  };
  const expect = (token: string): void => {
    if (!accept(token)) fail(`\`${token}\``);
  };
  const match = (pattern: RegExp): string | undefined => {
    skip();
    const found = pattern.exec(text.slice(at))?.[0];
    at += found?.length ?? 0;
    return found;
  };
  const word = (): string => match(/^[A-Za-z_][A-Za-z0-9_]+/) ?? fail('a word');
  const meaning: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };
  const quoted = (): string | undefined =>
    match(/^"(?:\\.|[^"\\])*"/s)
      ?.slice(1, -1)
      .replace(/\\(.)/gs, (_, character: string) => meaning[character] ?? character);

  const attributes = (name: () => string): readonly LsclAttribute[] => {
    const found: LsclAttribute[] = [];
    while (!accept('}')) {
      const key = name();
      expect('=>');
      found.push([key, value()]);
      if (!/[\s}]/.test(text[at] ?? '')) fail('white space');
      skip();
    }
    return found;
  };
  const plugin = (name: string): LsclPlugin => {
    expect('{');
    skip();
    return { kind: 'plugin', name, attributes: attributes(() => quoted() ?? word()) };
  };
  const value = (): LsclValue => {
    const string = quoted();
    if (string !== undefined) return string;
    const number = match(/^-?[0-9]+(\.[0-9]*)?/);
    if (number !== undefined) return Number(number);
    if (accept('[')) {
      const items: LsclValue[] = [];
      while (!accept(']')) {
        if (items.length > 0) expect(',');
        items.push(value());
      }
      return items;
    }
    if (accept('{')) {
      skip();
      return { kind: 'hash', entries: attributes(() => quoted() ?? fail('a key')) };
    }
    const bare = word();
    if (/^\s*\{/.test(text.slice(at))) return plugin(bare);
    return bare === 'true' ? true : bare === 'false' ? false : fail('true or false');
  };
  const condition = (): LsclCondition => {
    const field = match(/^(\[[^[\],]+\])+/) ?? fail('a field');
    return accept('==') ? { kind: 'equals', field, value: quoted() ?? fail('text') } : { kind: 'exists', field };
  };
  const block = (): readonly LsclStatement[] => {
    expect('{');
    const found: LsclStatement[] = [];
    while (!accept('}')) found.push(statement());
    return found;
  };
  const oneCase = (): LsclCase => ({ when: condition(), body: block() });
  const statement = (): LsclStatement => {
    const name = word();
    if (name !== 'if') return plugin(name);
    const rest: LsclCase[] = [];
    const first = oneCase();
    while (accept('else')) {
      if (match(/^if\b/) === undefined) return { kind: 'branch', cases: [first, ...rest], otherwise: block() };
      rest.push(oneCase());
    }
    return { kind: 'branch', cases: [first, ...rest], otherwise: [] };
  };
  const isPlugin = (found: LsclStatement): found is LsclPlugin => found.kind === 'plugin';

  const sections: { input: LsclPlugin[]; filter: LsclStatement[]; output: LsclStatement[] } = {
    input: [],
    filter: [],
    output: [],
  };
  for (skip(); at < text.length; skip()) {
    const name = word();
    const found = block();
    if (name === 'input') sections.input.push(...found.filter(isPlugin));
    else if (name === 'filter') sections.filter.push(...found);
    else if (name === 'output') sections.output.push(...found);
    else fail('a section');
  }
  return sections;
};
