import type { JsonObject } from '../core/json.ts';
import { compareVersions } from '../ir/versions.ts';
import type { ProbeModel } from '../model/model.ts';

/** Expressions over a JSON body came with blackbox_exporter 0.27. */
const celSince = '0.27';

/** The blackbox_exporter module of an HTTP probe, in its own keys. `version` decides how JSON fields are checked. */
export const httpModule = (probe: ProbeModel, version: string, credentialsFile: string | undefined): JsonObject => {
  const cel = compareVersions(version, celSince) >= 0;
  const patterns = [
    ...(probe.matches === undefined ? [] : [probe.matches]),
    ...(cel ? [] : Object.entries(probe.json).map(([field, value]) => fieldPattern(field, value))),
  ];
  return {
    prober: 'http',
    timeout: probe.timeout,
    http: {
      preferred_ip_protocol: 'ip4',
      valid_status_codes: probe.status,
      follow_redirects: probe.target.kind === 'address',
      body_size_limit: '1MB',
      fail_if_not_ssl:
        probe.target.kind === 'address' && probe.target.address.startsWith('https://') ? true : undefined,
      authorization: credentialsFile === undefined ? undefined : { type: 'Bearer', credentials_file: credentialsFile },
      fail_if_body_not_matches_regexp: patterns.length === 0 ? undefined : patterns,
      fail_if_body_json_not_matches_cel: cel ? fieldExpression(probe.json) : undefined,
    },
  };
};

const literal = (value: string | number | boolean): string => JSON.stringify(value);

/** `checks.database` equal to true: `has(body.checks) && has(body.checks.database) && body.checks.database == true`. */
const fieldExpression = (json: ProbeModel['json']): string | undefined => {
  const terms = Object.entries(json).flatMap(([field, value]) => {
    const steps = field.split('.');
    const guards = steps.map((_, i) => `has(body.${steps.slice(0, i + 1).join('.')})`);
    return [...guards, `body.${field} == ${literal(value)}`];
  });
  return terms.length === 0 ? undefined : [...new Set(terms)].join(' && ');
};

const escapeRegex = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/**
 * The same for servers without expressions: the last step of the field beside its value, anywhere in the body. It
 * cannot tell a nested field from a top one of the same name.
 */
const fieldPattern = (field: string, value: string | number | boolean): string =>
  `"${escapeRegex(field.split('.').at(-1) ?? field)}"\\s*:\\s*${escapeRegex(literal(value))}`;
