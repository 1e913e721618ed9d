import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** A certificate and its key as PEM. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

/** Who signs certificates. */
export interface Authority extends Certificate {
  /** A certificate for a name, for a server or a client; it ends with the authority's own, or earlier. */
  readonly issue: (name: string, end?: Date) => Certificate;
}

// DER (X.690): a tag, a length, a content.
const der = (tag: number, ...contents: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(contents);
  if (content.length < 128) return Buffer.concat([Buffer.from([tag, content.length]), content]);
  const bytes = content.length < 256 ? [content.length] : [content.length >> 8, content.length & 255];
  return Buffer.concat([Buffer.from([tag, 128 + bytes.length, ...bytes]), content]);
};
const sequence = (...contents: readonly Uint8Array[]): Buffer => der(0x30, ...contents);
const bits = (content: Uint8Array): Buffer => der(0x03, Buffer.from([0]), content);
const oid = (...bytes: readonly number[]): Buffer => der(0x06, Buffer.from(bytes));
const utcTime = (text: string): Buffer => der(0x17, Buffer.from(text, 'latin1'));

const ecdsaWithSha256 = sequence(oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02));
const commonName = oid(0x55, 0x04, 0x03);
const subjectAltName = oid(0x55, 0x1d, 0x11);
const basicConstraints = oid(0x55, 0x1d, 0x13);

const nameOf = (name: string): Buffer => sequence(der(0x31, sequence(commonName, der(0x0c, Buffer.from(name)))));

/** The last moment that this form of a time can say. */
const lastMoment = new Date('2049-12-31T23:59:59Z');

const validity = (end: Date): Buffer => {
  const digits = end.toISOString().replace(/\D/g, '').slice(2, 14);
  return sequence(utcTime('200101000000Z'), utcTime(`${digits}Z`));
};

const extensionsOf = (name: string, isAuthority: boolean): Buffer =>
  der(
    0xa3,
    sequence(
      sequence(subjectAltName, der(0x04, sequence(der(0x82, Buffer.from(name, 'latin1'))))),
      ...(isAuthority
        ? [
            sequence(
              basicConstraints,
              der(0x01, Buffer.from([255])),
              der(0x04, sequence(der(0x01, Buffer.from([255])))),
            ),
          ]
        : []),
    ),
  );

const pem = (label: string, content: Uint8Array): string =>
  `-----BEGIN ${label}-----\n${(
    Buffer.from(content)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  ).join('\n')}\n-----END ${label}-----\n`;

interface Signer {
  readonly name: string;
  readonly key: KeyObject;
}

const make = (
  name: string,
  signer: Signer | undefined,
  end = lastMoment,
): Certificate & { readonly privateKey: KeyObject } => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const content = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    // A serial number is positive.
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ecdsaWithSha256,
    nameOf(signer?.name ?? name),
    validity(end),
    nameOf(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    extensionsOf(name, signer === undefined),
  );
  const signature = sign('sha256', content, signer?.key ?? privateKey);
  return {
    certificate: pem('CERTIFICATE', sequence(content, ecdsaWithSha256, bits(signature))),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    privateKey,
  };
};

/** A new authority, known to nobody: for the length of a test. */
export const authority = (name: string): Authority => {
  const { certificate, key, privateKey } = make(name, undefined);
  return { certificate, key, issue: (subject, end) => make(subject, { name, key: privateKey }, end) };
};
