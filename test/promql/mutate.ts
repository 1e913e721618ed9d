const token = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`]*`|[A-Za-z_][\w:]*|[\d.]+\w*|[=!<>]=?~?|\s+|./gs;

const pieces = [
  ...[
    '(',
    ')',
    '[',
    ']',
    '[5m]',
    '[5m:]',
    '{',
    '}',
    '{a="b"}',
    ',',
    '+',
    '-',
    '*',
    '/',
    '%',
    '^',
    '==',
    '!=',
    '>',
    '=~',
  ],
  ...[
    'and',
    'or',
    'unless',
    'by',
    'by (a)',
    'without (b)',
    'on',
    'on (a)',
    'ignoring (b)',
    'group_left',
    'group_left (c)',
  ],
  ...[
    'offset',
    'offset 5m',
    'offset -1h',
    '@',
    '@ 5',
    '@ start()',
    'bool',
    '5m',
    '1',
    '0x1f',
    '1e3',
    '"x"',
    'sum',
    'rate',
  ],
  ...['x', 'inf', 'NaN', '#c\n', 'atan2', ':', '$', '.5', '5.', '1_0', 'time()', 'topk', '(5, x)', '_', 'start', 'end'],
] as const;

/** A stream of whole numbers below a bound, the same for the same seed (mulberry32). */
const random = (seed: number): ((below: number) => number) => {
  let state = seed;
  return below => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), 61 | bits);
    return below <= 0 ? 0 : ((bits ^ (bits >>> 14)) >>> 0) % below;
  };
};

/** Different expressions made from others by taking a token out, putting one in, or swapping two. */
export const mutated = (texts: readonly string[], count: number, seed: number): readonly string[] => {
  const next = random(seed);
  const found = new Set<string>();
  for (let i = 0; i < count; i++) {
    const text = texts[next(texts.length)] ?? '';
    const tokens = [...text.matchAll(token)].map(([match]) => match);
    for (let changes = next(2); changes >= 0; changes--) {
      const at = next(tokens.length + 1);
      const other = next(tokens.length);
      const piece = ` ${pieces[next(pieces.length)] ?? ''} `;
      const change = next(4);
      if (change === 0) tokens.splice(at, 1);
      else if (change === 1) tokens.splice(at, 0, piece);
      else if (change === 2) tokens[at] = piece;
      else [tokens[at], tokens[other]] = [tokens[other] ?? '', tokens[at] ?? ''];
    }
    found.add(tokens.join(''));
  }
  // U+FFFD stands for bytes that are no text: it cannot be carried to the other side unchanged.
  return [...found].filter(text => !text.includes('\ufffd'));
};

const patternPieces = [
  ...[
    'a',
    'b',
    '.',
    '*',
    '+',
    '?',
    '|',
    '(',
    ')',
    '(?:',
    '(?i)',
    '(?P<n>',
    '(?<m>',
    '[',
    ']',
    '[^',
    '-',
    '[:alpha:]',
    '\\d',
  ],
  ...[
    '\\w',
    '\\b',
    '\\B',
    '\\A',
    '\\z',
    '\\Z',
    '\\1',
    '\\p{L}',
    '\\pN',
    '\\p{Foo}',
    '\\p{Greek}',
    '\\x41',
    '\\x{41}',
    '\\x4',
  ],
  ...[
    '\\Q',
    '\\E',
    '\\',
    '{2}',
    '{2,}',
    '{,2}',
    '{2,1}',
    '{1001}',
    '{500}',
    '^',
    '$',
    '\\.',
    '\\-',
    '\\n',
    '\\07',
    '\\8',
  ],
  ...[
    '(?-s)',
    '(?=',
    '(?#',
    '(?U:',
    '&',
    '\\C',
    '\\u',
    'é',
    '\\é',
    ' ',
    '\\ ',
    '(?)',
    '(?i',
    '{',
    '}',
    ':',
    '[a-',
    'z]',
  ],
  ...[
    '[[:word:]]',
    '[[:^digit:]]',
    '[[:x',
    '\\p{^L}',
    '\\P{^L}',
    '\\pX',
    '\\p{Any}',
    '\\p{Lt}',
    '\\G',
    '\\x{110000}',
    '(?P=n)',
  ],
] as const;

/** Different patterns of one to six pieces of the syntax of regular expressions. */
export const randomPatterns = (count: number, seed: number): readonly string[] => {
  const next = random(seed);
  const pattern = () =>
    Array.from({ length: 1 + next(6) }, () => patternPieces[next(patternPieces.length)] ?? '').join('');
  return [...new Set(Array.from({ length: count }, pattern))];
};
