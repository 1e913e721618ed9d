import { type Diagnostic, report } from '../core/diagnostic.ts';
import { unencrypted } from './problems.ts';

/** A running server, how to prove who asks, and how long and how much to wait for. */
export interface Server {
  /** As a person calls it: `Prometheus`. */
  readonly product: string;
  /** Where its paths begin; a prefix such as `/prometheus` belongs to it. */
  readonly url: URL;
  /** Value of the Authorization header. Never printed. */
  readonly authorization?: string;
  /** The options that name its credentials, for hints. */
  readonly credentials: string;
  /** Certificates in PEM that are trusted in place of the system’s. */
  readonly ca?: string;
  /** Milliseconds for one answer as a whole, from the first byte sent to the last byte read. */
  readonly timeout: number;
  /** Bytes of one answer. */
  readonly maxBytes: number;
}

/** A value, or why there is none; `notes` are what the server remarks about a value that it gave. */
export type Answer<T> = { readonly value: T; readonly notes: readonly Diagnostic[] } | { readonly failure: Diagnostic };

/** Seconds to wait for one answer: a query that takes longer is too heavy for a pipeline. */
export const defaultTimeout = '10s';

/** 32 MiB: a month of hourly values of 500 objectives is a third of that. */
export const defaultMaxBytes = 32 * 1024 * 1024;

/**
 * The address of a server, or a sentence that says what is wrong with it. A name or a password in it is refused: command
 * lines are seen by everybody on the machine and end up in the logs of pipelines.
 */
export const readServerUrl = (text: string): URL | string => {
  if (!URL.canParse(text)) return `"${text}" is no address; write http://HOST:PORT or https://HOST.`;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '')
    return 'An address must not hold a name or a password; name a file with --basic-auth-file.';
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return `"${text}" is no address of a web server; write http://HOST:PORT or https://HOST.`;
  if (url.search !== '' || url.hash !== '') return `"${text}" must end with its path, without ? and #.`;
  url.pathname = url.pathname.replace(/\/+$/, '');
  return url;
};

/** The address for messages, without a slash at its end. */
export const nameOf = ({ url }: Server): string => url.href.replace(/\/+$/, '');

const isLoopback = (host: string): boolean => host === 'localhost' || host === '[::1]' || /^127\./.test(host);

/** What must be said before anything is sent. */
export const serverWarnings = (server: Server): readonly Diagnostic[] =>
  server.authorization !== undefined && server.url.protocol === 'http:' && !isLoopback(server.url.hostname)
    ? [
        report(
          unencrypted,
          nameOf(server),
          `Credentials are sent to ${server.url.host} without encryption.`,
          'Use an https address.',
        ),
      ]
    : [];
