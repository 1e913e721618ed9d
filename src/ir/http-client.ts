import type { JsonObject } from '../core/json.ts';
import { sortedOrNothing } from '../core/sort-keys.ts';
import type { SecretRef } from './secret.ts';

/** How a client proves who it is. Every secret is a file. */
export type HttpAuth =
  /** `Authorization: Bearer <token>`, or another scheme than `Bearer`. */
  | { readonly kind: 'bearer'; readonly token: SecretRef; readonly scheme?: string }
  | { readonly kind: 'basic'; readonly username: string; readonly password: SecretRef }
  /** Client credentials (RFC 6749, section 4.4): a token is fetched from `tokenUrl` and renewed. */
  | {
      readonly kind: 'oauth2';
      readonly clientId: string;
      readonly clientSecret: SecretRef;
      readonly tokenUrl: string;
      readonly scopes?: readonly string[];
      readonly parameters?: Readonly<Record<string, string>>;
    };

/** Whom a client trusts, and the certificate by which it is known itself (mutual TLS). */
export interface TlsFiles {
  /** Certificate authority. Default: those of the system. */
  readonly ca?: SecretRef;
  /** The client's own certificate, with `key`. */
  readonly certificate?: SecretRef;
  readonly key?: SecretRef;
  /** Name in the server's certificate, when it is not the host of the address. */
  readonly serverName?: string;
  /** Oldest TLS version that is spoken. Default TLS 1.2, as Go has it. */
  readonly minVersion?: 'TLS12' | 'TLS13';
}

export interface HttpClient {
  readonly auth?: HttpAuth;
  readonly tls?: TlsFiles;
}

/** Every secret that the client reads from a file. */
export const clientSecrets = ({ auth, tls }: HttpClient): readonly SecretRef[] =>
  [...authSecrets(auth), tls?.ca, tls?.certificate, tls?.key].filter(secret => secret !== undefined);

const authSecrets = (auth: HttpAuth | undefined): readonly (SecretRef | undefined)[] => {
  switch (auth?.kind) {
    case 'bearer':
      return [auth.token];
    case 'basic':
      return [auth.password];
    case 'oauth2':
      return [auth.clientSecret];
    default:
      return [];
  }
};

/** The client in Prometheus' own keys. `fileOf` tells where a secret is mounted. */
export const httpClientConfig = ({ auth, tls }: HttpClient, fileOf: (secret: SecretRef) => string): JsonObject => ({
  ...authConfig(auth, tls, fileOf),
  tls_config: tlsConfig(tls, fileOf),
});

const authConfig = (
  auth: HttpAuth | undefined,
  tls: TlsFiles | undefined,
  fileOf: (secret: SecretRef) => string,
): JsonObject => {
  switch (auth?.kind) {
    case 'bearer':
      return { authorization: { type: auth.scheme ?? 'Bearer', credentials_file: fileOf(auth.token) } };
    case 'basic':
      return { basic_auth: { username: auth.username, password_file: fileOf(auth.password) } };
    case 'oauth2':
      return {
        oauth2: {
          client_id: auth.clientId,
          client_secret_file: fileOf(auth.clientSecret),
          token_url: auth.tokenUrl,
          scopes: auth.scopes,
          endpoint_params: sortedOrNothing(auth.parameters),
          // The token server is asked with its own TLS settings: those of the scrape are not inherited.
          tls_config: tls?.ca === undefined ? undefined : { ca_file: fileOf(tls.ca) },
        },
      };
    default:
      return {};
  }
};

const tlsConfig = (tls: TlsFiles | undefined, fileOf: (secret: SecretRef) => string): JsonObject | undefined =>
  tls === undefined
    ? undefined
    : {
        ca_file: tls.ca === undefined ? undefined : fileOf(tls.ca),
        cert_file: tls.certificate === undefined ? undefined : fileOf(tls.certificate),
        key_file: tls.key === undefined ? undefined : fileOf(tls.key),
        server_name: tls.serverName,
        min_version: tls.minVersion,
      };
