import { readFileSync } from 'node:fs';
import { formatDuration, parseDuration } from '../core/duration.ts';
import { defaultMaxBytes, defaultTimeout, readServerUrl, type Server } from '../live/server.ts';
import { UsageMistake } from './command.ts';

/** Options of every command that asks a running server. A secret is always in a file: command lines and logs are read by many. */
export const serverOptions = {
  timeout: { type: 'string' },
  'bearer-token-file': { type: 'string' },
  'basic-auth-file': { type: 'string' },
  'ca-file': { type: 'string' },
} as const;

/** Pipelines hand over files by the names of variables. An option on the command line goes first. */
const variables = {
  'bearer-token-file': 'SIGHTLINE_BEARER_TOKEN_FILE',
  'basic-auth-file': 'SIGHTLINE_BASIC_AUTH_FILE',
  'grafana-token-file': 'SIGHTLINE_GRAFANA_TOKEN_FILE',
  'ca-file': 'SIGHTLINE_CA_FILE',
} as const;

type FileOption = keyof typeof variables;

type ServerValues = { readonly [K in FileOption | 'timeout']?: string | undefined };

/** The options that name the credentials of a server. */
export interface CredentialOptions {
  readonly token: FileOption;
  readonly pair?: FileOption;
}

/** Of Prometheus, and of what stands beside it. */
export const commonCredentials: CredentialOptions = { token: 'bearer-token-file', pair: 'basic-auth-file' };

/** Grafana has users of its own: it never sees the credentials of the others. */
export const grafanaCredentials: CredentialOptions = { token: 'grafana-token-file' };

/** Longest time to wait for one answer, in milliseconds. */
const longestTimeout = 600_000;

/** The server at an address, with what the options say about it. The address is required; `option` is its name. */
export const readServer = (
  product: string,
  option: string,
  address: string | undefined,
  values: ServerValues,
  credentials: CredentialOptions = commonCredentials,
): Server | UsageMistake => {
  if (address === undefined) return new UsageMistake(`Say where ${product} is: --${option} https://HOST.`);
  const url = readServerUrl(address);
  if (typeof url === 'string') return new UsageMistake(url);
  const timeout = parseDuration(values.timeout ?? defaultTimeout);
  if (timeout === undefined || timeout === 0 || timeout > longestTimeout)
    return new UsageMistake(
      `--timeout needs a duration between 1ms and ${formatDuration(longestTimeout)}, such as ${defaultTimeout}; got "${values.timeout}".`,
    );
  const authorization = readAuthorization(values, credentials);
  if (authorization instanceof UsageMistake) return authorization;
  const ca = readNamed('ca-file', values);
  if (ca instanceof UsageMistake) return ca;
  if (ca !== undefined && !ca.text.includes('-----BEGIN CERTIFICATE-----'))
    return new UsageMistake(`${ca.source}: ${ca.file} holds no certificate in PEM.`);
  return {
    product,
    url,
    credentials: Object.values(credentials)
      .map(option => `--${option}`)
      .join(' or '),
    timeout,
    maxBytes: defaultMaxBytes,
    ...(authorization === undefined ? {} : { authorization }),
    ...(ca === undefined ? {} : { ca: ca.text }),
  };
};

const readAuthorization = (values: ServerValues, options: CredentialOptions): string | undefined | UsageMistake => {
  const token = readNamed(options.token, values);
  if (token instanceof UsageMistake) return token;
  const pair = options.pair === undefined ? undefined : readNamed(options.pair, values);
  if (pair instanceof UsageMistake) return pair;
  if (token !== undefined && pair !== undefined)
    return new UsageMistake(`${token.source} and ${pair.source} exclude each other.`);
  if (token !== undefined)
    return /^[!-~]+$/.test(token.text.trim())
      ? `Bearer ${token.text.trim()}`
      : new UsageMistake(`${token.source}: ${token.file} must hold one line with the token and nothing else.`);
  if (pair === undefined) return undefined;
  const line = pair.text.replace(/\r?\n$/, '');
  return /^[^:\r\n]+:[^\r\n]+$/.test(line)
    ? `Basic ${Buffer.from(line, 'utf8').toString('base64')}`
    : new UsageMistake(`${pair.source}: ${pair.file} must hold one line, USER:PASSWORD.`);
};

/** A file that was named, and by what. */
interface NamedFile {
  readonly source: string;
  readonly file: string;
  readonly text: string;
}

const readNamed = (option: FileOption, values: ServerValues): NamedFile | undefined | UsageMistake => {
  const given = values[option];
  const file = given ?? process.env[variables[option]];
  const source = given === undefined ? variables[option] : `--${option}`;
  if (file === undefined || (given === undefined && file === '')) return undefined;
  try {
    return { source, file, text: readFileSync(file, 'utf8') };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return new UsageMistake(
      `${source}: ${file} cannot be read (${code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : String(code)}).`,
    );
  }
};

/** The names behind `--service`, which may stand several times and hold a list each. */
export const readServices = (values: readonly string[] | undefined): readonly string[] => [
  ...new Set((values ?? []).flatMap(value => value.split(',')).filter(name => name !== '')),
];
