import { expect, test } from 'vitest';
import { parseStackFrame } from '../../src/core/stack-frame.ts';

test.each([
  ['a function', '    at build (/home/me/stack.ts:12:7)', '/home/me/stack.ts', 12],
  ['a constructor', '    at new Shop (/home/me/stack.ts:3:1)', '/home/me/stack.ts', 3],
  ['a method under another name', '    at Shop.a [as b] (/home/me/stack.ts:3:1)', '/home/me/stack.ts', 3],
  ['no function', '    at /home/me/stack.ts:5:22', '/home/me/stack.ts', 5],
  ['a module', '    at file:///home/me/stack.mjs:8:1', '/home/me/stack.mjs', 8],
  ['an awaited module', '    at async file:///home/me/stack.mjs:8:1', '/home/me/stack.mjs', 8],
  ['spaces and brackets', '    at f (/home/my work (old) 2/stack.ts:8:1)', '/home/my work (old) 2/stack.ts', 8],
  ['brackets without a function', '    at /home/my work (old)/stack.ts:8:1', '/home/my work (old)/stack.ts', 8],
  ['a URL with escapes', '    at file:///home/my%20work%20(%C3%A9)/stack.mjs:8:1', '/home/my work (é)/stack.mjs', 8],
  ['a drive', '    at f (C:\\work\\stack.ts:4:2)', 'C:\\work\\stack.ts', 4],
  ['a syntax error', ' /home/my work/stack.ts:3:6', '/home/my work/stack.ts', 3],
  ['a line without a column', 'file:///home/me/stack.mjs:2', '/home/me/stack.mjs', 2],
])('%s is found', (_, text, file, line) => {
  expect(parseStackFrame(text)).toEqual({ file, line });
});

test.each([
  '    at Module._resolveFilename (node:internal/modules/cjs/loader:1207:15)',
  '    at node:internal/main/eval_string:51:3',
  '    at <anonymous>',
  "TypeError: Cannot read properties of undefined (reading 'a')",
  'it took 3:15',
  '',
])('%s names no file', text => {
  expect(parseStackFrame(text)).toBeUndefined();
});
