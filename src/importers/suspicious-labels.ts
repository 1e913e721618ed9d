/**
 * Labels whose values are likely to grow without end: each value is a series of its own for ever.
 *
 * @module
 */

/** Values look so; the sentence continues "The label … ". */
const shapes: readonly (readonly [looks: string, pattern: RegExp])[] = [
  ['holds UUIDs', /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i],
  ['holds mail addresses', /^[^@\s/]+@[^@\s/]+\.[a-z]{2,}$/i],
  ['holds IP addresses', /^(?:\d{1,3}\.){3}\d{1,3}$/],
  ['holds paths with ids in them', /^\/(?:.*\/)?(?:\d+|[\da-f]{8}-[\da-f-]{27})(?:\/|$)/i],
  ['holds URLs with queries', /^[a-z]+:\/\/|^\/[^?]*\?./i],
  ['holds hashes or ids', /^(?=.*\d)[\da-f]{16,}$/i],
  ['holds times or ids', /^\d{7,}$/],
];

/** Names that stand for one thing out of many. */
const name =
  /^(?:.*_)?(?:id|uuid|guid|email|user|username|user_name|session|token|ip|client_ip|remote_addr|trace|url|uri|query|sql|message)$/i;

/** With fewer values than this, a name alone proves nothing: `user` may be the three roles of a database. */
const enough = 5;

/** Why a label may have any number of values, as the rest of a sentence; undefined when nothing speaks for it. */
export const suspicionOf = (label: string, values: ReadonlySet<string>): string | undefined => {
  for (const [looks, pattern] of shapes) if ([...values].some(value => pattern.test(value))) return looks;
  return name.test(label) && values.size >= enough ? 'is named like an id' : undefined;
};
