import { type Diagnostic, report } from '../core/diagnostic.ts';
import type { JsonValue } from '../core/json.ts';
import { getText, type Parameters, type Reply } from './get-text.ts';
import { httpStatus, notUnderstood, redirected, refusedAccess } from './problems.ts';
import { type Answer, nameOf, type Server } from './server.ts';

/** Asks for a page that answers with JSON, in whatever shape. */
export const getJson = async (
  server: Server,
  path: string,
  parameters: Parameters = [],
): Promise<Answer<JsonValue>> => {
  const reply = await getText(server, path, parameters);
  if ('failure' in reply) return reply;
  const failed = httpFailure(server, reply);
  if (failed !== undefined) return { failure: failed };
  const value = parseJson(reply.text);
  return value === undefined ? { failure: foreign(server, shapeOf(reply)) } : { value, notes: [] };
};

/** The value of a JSON text; undefined when it is none. */
export const parseJson = (text: string): JsonValue | undefined => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** One line that ends like a sentence, and not without end: a server may say anything. */
export const sentence = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  const cut = line.length > 300 ? `${line.slice(0, 300)}…` : line;
  return /[.…]$/.test(cut) ? cut : `${cut}.`;
};

/** What came back, for a sentence. */
export const shapeOf = ({ text, contentType }: Reply): string =>
  text.trim() === ''
    ? 'nothing'
    : contentType === 'text/html'
      ? 'a web page'
      : `${contentType || 'text'} that is no answer`;

/** The answer is none of this product. */
export const foreign = (server: Server, got: string): Diagnostic =>
  report(
    notUnderstood,
    nameOf(server),
    `${server.product} was asked and ${got} came back.`,
    `Check that the address is that of ${server.product}, with its path prefix if it has one.`,
  );

/** What an HTTP status other than success means; undefined for success. */
export const httpFailure = (server: Server, { status, location }: Reply): Diagnostic | undefined => {
  if (status >= 200 && status < 300) return undefined;
  const at = nameOf(server);
  if (status === 401 || status === 403)
    return report(
      refusedAccess,
      at,
      status === 401
        ? `${server.product} wants credentials${server.authorization === undefined ? '' : ' other than those it was given'} (401).`
        : `${server.product} refuses access (403).`,
      `Name a file with ${server.credentials}.`,
    );
  if (status >= 300 && status < 400)
    return report(
      redirected,
      at,
      `${server.product} redirects${location === undefined ? '' : ` to ${sentence(withoutQuery(location)).replace(/\.$/, '')}`} (${status}); redirects are not followed.`,
      'Name the address where it really is, or give it credentials.',
    );
  return report(
    httpStatus,
    at,
    `${server.product} answers with the HTTP status ${status}.`,
    status === 404
      ? `Check the path of the address: does ${server.product} have a path prefix?`
      : 'Look at the log of the server or of the proxy before it.',
  );
};

/** Pages for signing in carry tokens in their query. */
const withoutQuery = (location: string): string => location.replace(/[?#].*$/, '');
