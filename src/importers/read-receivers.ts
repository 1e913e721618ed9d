import type { KindUse } from '../catalogue/kind-use.ts';
import type { ReceiverEntry } from '../catalogue/receiver.ts';
import type { SecretRef } from '../ir/secret.ts';
import { type EntryKind, entryKinds } from './alertmanager-kinds.ts';
import type { SecretNames } from './alertmanager-secrets.ts';
import { type Fields, lower } from './fields.ts';
import { type ImportFinding, type Place, reportAt } from './finding.ts';
import { importReceiver } from './problems.ts';

/** A receiver of the file, and what it is called in the program. */
export interface ImportedReceiver {
  /** As the file calls it. */
  readonly name: string;
  readonly entry: ReceiverEntry;
  readonly place: Place;
}

interface ReceiverContext {
  /** What is said for all receivers at once. */
  readonly global: Fields;
  readonly secrets: SecretNames;
  readonly findings: ImportFinding[];
  /** Id of the receiver. */
  readonly id: string;
}

type Option = string | number | boolean | SecretRef;

/** One receiver with everything it sends. */
export const readReceiver = (fields: Fields, name: string, context: ReceiverContext): ImportedReceiver => {
  const { id } = context;
  const uses = Object.entries(entryKinds).flatMap(([key, kind]) =>
    fields
      .maps(key, `The ${kind.kind} entry of the receiver \`${name}\``)
      .flatMap(entry => readEntry(entry, kind, context)),
  );
  fields.leaveOutUnknown('the program', importReceiver);
  const told = new Set(uses.map(({ resolved }) => resolved));
  if (told.size > 1)
    fields.note(
      'name',
      `Some entries of the receiver \`${name}\` tell when alerts end, and some do not: now all of them do.`,
    );
  if (uses.length === 0)
    fields.note('name', `The receiver \`${name}\` tells nobody: alerts that only it takes are only looked at.`);
  return {
    name,
    entry: {
      id,
      sends: uses.map(({ use }) => use),
      ...(told.size > 0 && !told.has(true) ? { resolved: false } : {}),
      ...(uses.length === 0 ? { nobody: 'the configuration that it comes from tells nobody either' } : {}),
    },
    place: fields.place('name'),
  };
};

interface ReadEntry {
  readonly use: KindUse;
  readonly resolved: boolean;
}

const readEntry = (fields: Fields, kind: EntryKind, context: ReceiverContext): readonly ReadEntry[] => {
  const resolved = fields.flag('send_resolved') ?? kind.tellsResolved;
  const options: Record<string, Option> = {};
  if (kind.authorization !== undefined) Object.assign(options, authorized(fields, kind.authorization, context));
  for (const secret of kind.secrets)
    if (secret.unless === undefined || options[secret.unless] === undefined)
      if (options[secret.option] === undefined) Object.assign(options, secretOption(fields, secret, context));
  for (const map of kind.options)
    if (map.onlyWith === undefined || options[map.onlyWith] !== undefined)
      Object.assign(options, plainOption(fields, map, context));
  if (kind.section !== undefined) Object.assign(options, sectionOptions(fields, kind.section, context));
  fields.leaveOutUnknown(`${kind.kind}()`);
  const missing = kind.needs.filter(names => names.every(name => options[name] === undefined));
  if (missing.length > 0) {
    const names = missing.map(any => any.map(option => `\`${keyOf(option, kind)}\``).join(' or ')).join(', ');
    context.findings.push(
      reportAt(
        importReceiver,
        fields.place(),
        `${fields.subject} is not carried over: it has no ${names}.`,
        'Add what is missing to the file, or to the program.',
      ),
    );
    return [];
  }
  return [{ use: { kind: kind.kind, options }, resolved }];
};

/** The key that an option is read from. */
const keyOf = (wanted: string, { options, secrets }: EntryKind): string =>
  [...options, ...secrets].find(({ option }) => option === wanted)?.key ?? 'http_config';

const plainOption = (
  fields: Fields,
  { option, key, fallback, type = 'text', otherwise }: EntryKind['options'][number],
  { global }: Pick<ReceiverContext, 'global'>,
): Readonly<Record<string, Option>> => {
  if (type === 'team') return responder(fields, key, option);
  const holder = fields.has(key) || fallback === undefined ? fields : global;
  const name = holder === fields ? key : (fallback ?? key);
  if (type === 'flag') {
    const flag = holder.flag(name);
    return flag === undefined ? {} : { [option]: flag };
  }
  const text = holder.text(name);
  if (text === undefined) return otherwise === undefined ? {} : { [option]: otherwise };
  if (type === 'text') return { [option]: text };
  if (/^-?\d{1,15}$/.test(text)) return { [option]: Number(text) };
  holder.note(name, `\`${name}\` of ${lower(holder.subject)} is not carried over: it must be a whole number.`);
  return {};
};

/** Ours alerts one team; another responder is noted. */
const responder = (fields: Fields, key: string, option: string): Readonly<Record<string, Option>> => {
  const responders = fields.maps(key, `A responder of ${lower(fields.subject)}`);
  const [only] = responders;
  if (only === undefined) return {};
  const name = responders.length === 1 && only.text('type') === 'team' ? only.text('name') : undefined;
  if (name !== undefined) return { [option]: name };
  fields.leaveOut(key, 'one team is alerted, and who else hears of it is decided in Opsgenie');
  return {};
};

type SecretMap = EntryKind['secrets'][number];

const secretOption = (
  fields: Fields,
  { option, key, fallback, name, host, plain }: SecretMap,
  { global, secrets, id }: ReceiverContext,
): Readonly<Record<string, Option>> => {
  const isOwn = [key, `${key}_file`].some(each => fields.has(each));
  if (!isOwn && fallback === undefined) return {};
  const [holder, from] = isOwn ? [fields, key] : [global, fallback ?? key];
  const address = host === undefined ? undefined : addressOf(holder.text(from));
  if (address !== undefined && plain !== undefined && address.isPlain) return { [plain]: address.text };
  const secret = secrets.of(holder, from, isOwn ? `${id}-${name}` : name);
  if (secret === undefined) return {};
  return { [option]: secret, ...(address === undefined || host === undefined ? {} : { [host]: address.host }) };
};

/** The host of an address, and whether the rest is words that anybody may read. */
const addressOf = (
  text: string | undefined,
): { readonly text: string; readonly host: string; readonly isPlain: boolean } | undefined => {
  if (text === undefined || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined;
  const isBare = url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  const steps = url.pathname.split('/').filter(step => step !== '');
  return { text, host: url.origin, isPlain: isBare && steps.every(step => /^(?:[a-z][a-z_-]{0,23}|v\d)$/.test(step)) };
};

/** A credential that stands in `http_config`. */
const authorized = (
  fields: Fields,
  { scheme, option, username, name }: NonNullable<EntryKind['authorization']>,
  { secrets, id }: ReceiverContext,
): Readonly<Record<string, Option>> => {
  const http = fields.map('http_config', `\`http_config\` of ${lower(fields.subject)}`);
  if (http === undefined) return {};
  const found: Record<string, Option> = {};
  const take = (holder: Fields | undefined, key: string): void => {
    const secret = holder === undefined ? undefined : secrets.of(holder, key, `${id}-${name}`);
    if (secret !== undefined) found[option] = secret;
  };
  if (scheme === 'bearer') {
    take(http, 'bearer_token');
    const authorization = http.map('authorization', `\`authorization\` of ${lower(fields.subject)}`);
    if ((authorization?.text('type') ?? 'Bearer') === 'Bearer') take(authorization, 'credentials');
    else http.leaveOut('authorization', 'only bearer tokens are sent');
    authorization?.leaveOutUnknown('the program');
  } else {
    const basic = http.map('basic_auth', `\`basic_auth\` of ${lower(fields.subject)}`);
    const user = basic?.text('username');
    if (username !== undefined && user !== undefined) found[username] = user;
    take(basic, 'password');
    basic?.leaveOutUnknown('the program');
  }
  http.leaveOutUnknown('the program');
  return found;
};

const sectionOptions = (
  fields: Fields,
  { key, options, secret, ignored }: NonNullable<EntryKind['section']>,
  context: ReceiverContext,
): Readonly<Record<string, Option>> => {
  const section = fields.map(key, `\`${key}\` of ${lower(fields.subject)}`);
  if (section === undefined) return {};
  const found = Object.assign(
    {},
    ...options.map(map => plainOption(section, map, context)),
    secretOption(section, secret, context),
  );
  for (const name of ignored) section.has(name);
  section.leaveOutUnknown('the program');
  return found;
};
