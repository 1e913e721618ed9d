/** More than people write: some tens of thousands of objectives or rules. */
const mostCharacters = 8 * 1024 * 1024;
/** How deep brackets may be nested in one line. Objects of a cluster have about ten levels. */
const deepest = 200;

/** Why a text is not even tried to be read, and the line that shows it. */
export interface TooLarge {
  readonly line: number;
  readonly reason: string;
  readonly hint: string;
}

/** A text that would take minutes to read, or more depth than there is: no file that people write is like this. */
export const tooLarge = (text: string): TooLarge | undefined => {
  if (text.length > mostCharacters)
    return {
      line: 1,
      reason: `it has ${Math.ceil(text.length / (1024 * 1024))} MB, and at most ${mostCharacters / (1024 * 1024)} MB are read`,
      hint: 'Divide it into several files.',
    };
  let line = 1;
  let depth = 0;
  for (const character of text) {
    if (character === '[' || character === '{') depth += 1;
    else if (character === ']' || character === '}') depth -= 1;
    else if (character === '\n') {
      line += 1;
      depth = 0;
    }
    if (depth > deepest)
      return {
        line,
        reason: `brackets are nested deeper than ${deepest} levels in line ${line}`,
        hint: 'Write it as people do.',
      };
  }
  return undefined;
};
