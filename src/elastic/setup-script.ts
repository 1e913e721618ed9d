import { platformSecrets, ports, workloads } from '../ir/conventions.ts';
import { endpointUrl, type Site } from '../ir/site.ts';
import type { ElasticAccount } from './security.ts';
import type { SetupBody } from './setup-bodies.ts';

/** A word of a shell command that means only itself. */
const word = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/**
 * The shell script that prepares Elasticsearch: it waits until the server answers, then puts policies, templates and
 * roles, and sets the passwords. Every request replaces what is there, so it may run again at any time, for instance
 * after a password changed. Passwords travel in files that only the script's user can read, never on a command line.
 */
export const setupScript = (bodies: readonly SetupBody[], accounts: readonly ElasticAccount[], site: Site): string => {
  const reader = workloads.elasticsearchSetup;
  const secretFile = (name: string): string => word(site.secretFile(reader, { secret: name }));
  const url = endpointUrl(site.connect(reader, workloads.elasticsearch, ports.elasticsearch.name));
  return [
    '#!/bin/sh',
    '# Prepares Elasticsearch for logs and traces; safe to run again.',
    'set -eu',
    'umask 077',
    '',
    `url=${word(url)}`,
    'here=$(cd "$(dirname "$0")" && pwd)',
    'work=$(mktemp -d)',
    `trap 'rm -rf "$work"' EXIT`,
    '',
    '# The first line of a secret, escaped for a JSON string or a quoted curl setting.',
    'escaped() {',
    '  if [ ! -s "$1" ]; then',
    '    echo "The secret file $1 is missing or empty." >&2',
    '    exit 1',
    '  fi',
    `  sed -n -e 's/[\\\\"]/\\\\&/g' -e 1p "$1"`,
    '}',
    '',
    `password=$(escaped ${secretFile(platformSecrets.elasticsearch)})`,
    `printf 'user = "elastic:%s"\\n' "$password" > "$work/curl.conf"`,
    '',
    'request() {',
    '  curl --silent --show-error --fail-with-body --max-time 30 --config "$work/curl.conf" "$@"',
    '}',
    '',
    '# send METHOD API FILE',
    'send() {',
    '  echo "$1 /$2"',
    `  request --request "$1" --header 'Content-Type: application/json' --data-binary "@$3" --output "$work/answer" "$url/$2" || {`,
    '    cat "$work/answer" >&2',
    '    exit 1',
    '  }',
    '}',
    '',
    '# account API ROLES FILE: sets the password in FILE',
    'account() {',
    '  password=$(escaped "$3")',
    '  printf \'{%s"password":"%s"}\\n\' "$2" "$password" > "$work/account.json"',
    '  send POST "$1" "$work/account.json"',
    '}',
    '',
    'attempt=0',
    'until request --output "$work/health" "$url/_cluster/health?wait_for_status=yellow&timeout=10s" 2> "$work/error"; do',
    '  attempt=$((attempt + 1))',
    '  if [ "$attempt" -ge 150 ]; then',
    '    cat "$work/error" >&2',
    '    exit 1',
    '  fi',
    '  sleep 2',
    'done',
    '',
    ...bodies.map(({ api, file }) => `send PUT ${word(api)} "$here"/${word(file)}`),
    `account ${word('_security/user/kibana_system/_password')} '' ${secretFile(platformSecrets.kibana)}`,
    ...accounts.map(
      ({ user, role, secret }) =>
        `account ${word(`_security/user/${user}`)} ${word(`"roles":${JSON.stringify([role])},`)} ${secretFile(secret)}`,
    ),
    '',
  ].join('\n');
};
