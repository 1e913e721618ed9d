import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duplex } from 'node:stream';
import { isJsonObject, type JsonObject, type JsonValue } from '../../src/core/json.ts';
import { tool } from '../external/tools.ts';

/** A page of a headless browser, driven over its debugging pipe. */
export interface BrowserPage {
  /** Opens a file and waits until it is loaded. */
  readonly open: (url: string) => Promise<void>;
  /** The value of an expression in the page. */
  readonly evaluate: (expression: string) => Promise<JsonValue | undefined>;
  /** Waits until an expression is true; fails with its text after ten seconds. */
  readonly until: (expression: string) => Promise<void>;
  /** Presses a key as a keyboard does, `text` for one that writes a letter. */
  readonly press: (key: string, text?: string) => Promise<void>;
  /** The size of the window, and whether it is night. */
  readonly show: (width: number, height: number, scheme: 'light' | 'dark') => Promise<void>;
  readonly screenshot: (file: string) => Promise<void>;
  /** Errors, warnings and refusals that the console has seen. */
  readonly complaints: readonly string[];
  /** Addresses of everything that was fetched. */
  readonly fetched: readonly string[];
  readonly close: () => Promise<void>;
}

/** Windows codes of the keys that tests press; the browser acts by them. */
const codes: Readonly<Record<string, number>> = {
  Tab: 9,
  Enter: 13,
  Escape: 27,
  End: 35,
  ArrowLeft: 37,
  ArrowRight: 39,
  ' ': 32,
  '/': 191,
};

/** Starts the browser; it ends with `close`. */
export const openBrowser = async (): Promise<BrowserPage> => {
  const profile = mkdtempSync(join(tmpdir(), 'sightline-browser-'));
  const child = spawn(
    tool('chromium-headless-shell'),
    ['--remote-debugging-pipe', '--no-sandbox', '--disable-gpu', `--user-data-dir=${profile}`, 'about:blank'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
  );
  const { send, listen } = connect(child);
  const complaints: string[] = [];
  const fetched: string[] = [];
  const target = await send('Target.createTarget', { url: 'about:blank' });
  const attached = await send('Target.attachToTarget', { targetId: target['targetId'] ?? '', flatten: true });
  const session = String(attached['sessionId']);
  const ask = (method: string, parameters: JsonObject = {}): Promise<JsonObject> => send(method, parameters, session);
  listen((method, event) => {
    if (method === 'Runtime.exceptionThrown') complaints.push(JSON.stringify(event['exceptionDetails']));
    if (method === 'Runtime.consoleAPICalled') complaints.push(JSON.stringify(event['args']));
    if (method === 'Log.entryAdded') complaints.push(JSON.stringify(event['entry']));
    const { request } = event;
    if (method === 'Network.requestWillBeSent' && isJsonObject(request)) fetched.push(String(request['url']));
  });
  for (const domain of ['Page', 'Runtime', 'Log', 'Network']) await ask(`${domain}.enable`);

  const evaluate = async (expression: string): Promise<JsonValue | undefined> => {
    const answer = await ask('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true });
    if (answer['exceptionDetails'] !== undefined) throw new Error(JSON.stringify(answer['exceptionDetails']));
    return isJsonObject(answer['result']) ? answer['result']['value'] : undefined;
  };
  const until = async (expression: string): Promise<void> => {
    const end = Date.now() + 10_000;
    while ((await evaluate(expression)) !== true) {
      if (Date.now() > end) throw new Error(`never came true: ${expression}`);
      await new Promise(next => setTimeout(next, 50));
    }
  };
  return {
    complaints,
    fetched,
    evaluate,
    until,
    open: async url => {
      await ask('Page.navigate', { url: 'about:blank' });
      await ask('Page.navigate', { url });
      await until(`document.readyState === 'complete' && location.href === ${JSON.stringify(url)}`);
    },
    press: async (key, text) => {
      const event = {
        key,
        windowsVirtualKeyCode: codes[key] ?? key.toUpperCase().charCodeAt(0),
        ...(text === undefined ? {} : { text }),
      };
      await ask('Input.dispatchKeyEvent', { type: text === undefined ? 'rawKeyDown' : 'keyDown', ...event });
      await ask('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
    },
    show: async (width, height, scheme) => {
      await ask('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false });
      await ask('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] });
    },
    screenshot: async file => {
      const { data } = await ask('Page.captureScreenshot', { format: 'png' });
      writeFileSync(file, Buffer.from(String(data), 'base64'));
    },
    close: async () => {
      const ended = new Promise<void>(resolve => {
        child.once('exit', () => resolve());
      });
      child.kill('SIGKILL');
      await ended;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
};

type Send = (method: string, parameters: JsonObject, session?: string) => Promise<JsonObject>;
type Listen = (hear: (method: string, event: JsonObject) => void) => void;

/** Messages are JSON with a zero byte after each. */
const connect = (child: ChildProcess): { readonly send: Send; readonly listen: Listen } => {
  const [, , , out, back] = child.stdio;
  if (!(out instanceof Duplex) || !(back instanceof Duplex)) throw new Error('the browser has no debugging pipe');
  const waiting = new Map<
    number,
    { readonly done: (result: JsonObject) => void; readonly fail: (why: Error) => void }
  >();
  const listeners: ((method: string, event: JsonObject) => void)[] = [];
  let rest = '';
  let id = 0;
  back.setEncoding('utf8').on('data', (chunk: string) => {
    const messages = (rest + chunk).split('\0');
    rest = messages.pop() ?? '';
    for (const text of messages) {
      const message: unknown = JSON.parse(text);
      if (!isJsonObject(message)) continue;
      const asked = typeof message['id'] === 'number' ? waiting.get(message['id']) : undefined;
      const { result, error, params, method } = message;
      if (asked !== undefined && error !== undefined) asked.fail(new Error(JSON.stringify(error)));
      else if (asked !== undefined) asked.done(isJsonObject(result) ? result : {});
      else if (typeof method === 'string')
        for (const hear of listeners) hear(method, isJsonObject(params) ? params : {});
    }
  });
  child.once('exit', () => {
    for (const { fail } of waiting.values()) fail(new Error('the browser has ended'));
  });
  return {
    listen: hear => listeners.push(hear),
    send: (method, params, sessionId) =>
      new Promise((done, fail) => {
        id += 1;
        waiting.set(id, { done, fail });
        out.write(`${JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) })}\0`);
      }),
  };
};
