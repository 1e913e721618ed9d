import type { LogModel } from '../model/model.ts';
import { fieldReference, hash, type LsclBranch, type LsclPlugin, type LsclStatement, plugin } from './lscl.ts';

/** Variable from which Logstash takes the key of the hashes that replace personal fields. */
export const fingerprintKeyVariable = 'LOG_FINGERPRINT_KEY';

/** Severity numbers of the OpenTelemetry log data model, by normalised level. */
const severityNumbers = { debug: '5', info: '9', warning: '13', error: '17', critical: '21' } as const;

const when = (field: string, ...body: readonly LsclStatement[]): LsclBranch => ({
  kind: 'branch',
  cases: [{ when: { kind: 'exists', field }, body }],
  otherwise: [],
});

const rename = (from: string, to: string): LsclPlugin => plugin('mutate', { rename: hash({ [from]: to }) });

/** Credentials that a logged request may carry, in both spellings, nested or flat. */
export const dropAuthorization: LsclPlugin = plugin('mutate', {
  remove_field: [
    '[headers][authorization]',
    '[headers][Authorization]',
    '[headers.authorization]',
    '[headers.Authorization]',
  ],
});

/** `@timestamp` is read from JSON by Logstash itself; any other field is parsed and dropped when it was understood. */
const eventTime = (field: string): readonly LsclPlugin[] =>
  field === '@timestamp'
    ? []
    : [
        plugin('date', {
          match: [fieldReference(field), 'ISO8601'],
          target: '@timestamp',
          remove_field: [fieldReference(field)],
        }),
      ];

/** One spelling of a level whatever the library: lower case, `warning` and `critical`. */
const level: LsclBranch = when(
  '[level]',
  rename('[level]', '[log][level]'),
  plugin('mutate', { lowercase: ['[log][level]'] }),
  plugin('mutate', { gsub: ['[log][level]', '^warn$', 'warning', '[log][level]', '^fatal$', 'critical'] }),
  plugin('translate', { source: '[log][level]', target: '[severity_number]', dictionary: hash(severityNumbers) }),
  plugin('mutate', { convert: hash({ '[severity_number]': 'integer' }) }),
);

/** A keyed hash keeps a person countable and makes the value useless to whoever reads the logs. */
const hashPersonal = (field: string): LsclBranch => {
  const reference = fieldReference(field);
  return when(
    reference,
    plugin('fingerprint', {
      source: [reference],
      target: reference,
      method: 'SHA256',
      key: `\${${fingerprintKeyVariable}}`,
    }),
  );
};

/** What happens to every line of a dataset. The input has decoded the JSON: nothing here decodes it again. */
export const pipelineFilters = (log: LogModel): readonly LsclStatement[] => [
  ...eventTime(log.timestamp),
  level,
  when('[logger]', rename('[logger]', '[log][logger]')),
  when('[trace_id]', rename('[trace_id]', '[trace][id]')),
  when('[span_id]', rename('[span_id]', '[span][id]')),
  dropAuthorization,
  ...log.personal.map(hashPersonal),
  plugin('mutate', { remove_field: ['[dataset]'] }),
];
