import type { Catalogue } from '../catalogue/catalogue.ts';
import { childPath, stackPath } from '../catalogue/paths.ts';
import { type Diagnostic, report } from '../core/diagnostic.ts';
import type { SecretRef } from '../ir/secret.ts';
import { secretInline } from '../model/problems.ts';

/** Formats of well-known credentials, by the documentation of who issues them. */
const formats: readonly { readonly what: string; readonly pattern: RegExp }[] = [
  { what: 'a Slack webhook address', pattern: /hooks\.slack\.com\/services\/T[A-Z0-9]+\/B[A-Z0-9]+\/[A-Za-z0-9]{16,}/ },
  { what: 'a Slack token', pattern: /\bxox[abprs]-[A-Za-z0-9-]{10,}/ },
  { what: 'a GitHub token', pattern: /\b(gh[pousr]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{30,})/ },
  { what: 'an AWS access key', pattern: /\b(AKIA|ASIA)[A-Z0-9]{16}\b/ },
  { what: 'a Google API key', pattern: /\bAIza[A-Za-z0-9_-]{35}\b/ },
  { what: 'a private key', pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----/ },
  { what: 'a JSON web token', pattern: /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/ },
  { what: 'a secret API key', pattern: /\b(sk|rk)[-_](live|test|proj|ant)[-_][A-Za-z0-9_-]{12,}/ },
  { what: 'a Sentry DSN', pattern: /https:\/\/[0-9a-f]{32}(:[0-9a-f]{32})?@[^\s/]*(sentry|ingest)[^\s/]*\/\d+/ },
  { what: 'a password in an address', pattern: /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]+:[^\s/@]+@/ },
  { what: 'a key', pattern: /\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{32}(?:[0-9a-f]{8}|[0-9a-f]{32})?\b/ },
];

/** Property names under which nothing but a reference may stand. */
const telling = /^(password|passwd|secret|token|api_?key|routing_?key|webhook_?url|credentials?)$/i;

/** Values of the catalogue that look like secrets, with the construct they stand in. The value itself is never printed. */
export const secretLiterals = (catalogue: Catalogue): readonly Diagnostic[] => {
  const found: Diagnostic[] = [];
  const visit = (value: unknown, path: string, where: string): void => {
    if (typeof value === 'string') {
      const format = formatOf(value);
      const key = where.slice(where.lastIndexOf('.') + 1);
      if (format !== undefined) found.push(literal(path, where, `looks like ${format.what}`));
      else if (telling.test(key)) found.push(literal(path, where, 'holds the value of a secret'));
      return;
    }
    if (Array.isArray(value)) {
      value.forEach((item: unknown, i) => {
        const id =
          typeof item === 'object' && item !== null && 'id' in item && typeof item.id === 'string'
            ? item.id
            : undefined;
        if (id === undefined) visit(item, path, `${where}[${i}]`);
        else visit(item, childPath(path, id), '');
      });
      return;
    }
    if (typeof value !== 'object' || value === null) return;
    if (isReference(value)) {
      const format = formatOf(value.secret);
      if (format !== undefined)
        found.push(literal(path, where, `names a secret that looks like ${format.what} itself`));
      return;
    }
    for (const [key, child] of Object.entries(value)) visit(child, path, where === '' ? key : `${where}.${key}`);
  };
  visit(catalogue, stackPath(catalogue), '');
  return found;
};

const formatOf = (text: string) => formats.find(({ pattern }) => pattern.test(text));

const isReference = (value: object): value is SecretRef =>
  'secret' in value && Object.keys(value).length === 1 && typeof value.secret === 'string' && value.secret.length <= 63;

const literal = (path: string, where: string, what: string): Diagnostic =>
  report(
    secretInline,
    path,
    `\`${where}\` ${what}.`,
    "Put the value into a secret store and write secret('name'). Renew the credential: it has been in a file.",
  );
