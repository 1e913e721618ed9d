import { pointerStep } from '../core/json.ts';

/** Where the values of a JSON text stand, and how deep it is nested. */
export interface JsonScan {
  /** The line on which an object or list begins, by its pointer. */
  readonly lines: ReadonlyMap<string, number>;
  readonly depth: number;
}

interface Open {
  readonly pointer: string;
  readonly isList: boolean;
  index: number;
  key: string;
}

const token = /"(?:[^"\\\n]|\\.)*"|[{}[\],:\n]/g;

/** Walks through a JSON text that has been parsed. Values themselves are not looked at. */
export const scanJson = (text: string): JsonScan => {
  const lines = new Map<string, number>();
  const open: Open[] = [];
  let line = 1;
  let depth = 0;
  for (const [found] of text.matchAll(token)) {
    const around = open.at(-1);
    if (found === '\n') line += 1;
    else if (found === '{' || found === '[') {
      const step = around === undefined ? '' : pointerStep(around.isList ? around.index : around.key);
      const pointer = (around?.pointer ?? '') + step;
      lines.set(pointer, line);
      open.push({ pointer, isList: found === '[', index: 0, key: '' });
      depth = Math.max(depth, open.length);
    } else if (found === '}' || found === ']') open.pop();
    else if (around !== undefined) {
      if (found === ',') around.index += 1;
      // The last text before a colon is a key; other texts are values, which nothing follows that has a place.
      else if (found.startsWith('"') && !around.isList) around.key = keyOf(found);
    }
  }
  return { lines, depth };
};

const keyOf = (literal: string): string => {
  const value: unknown = JSON.parse(literal);
  return typeof value === 'string' ? value : '';
};
