import { kebabCase } from '../core/names.ts';
import type { SecretRef } from '../ir/secret.ts';
import type { Fields } from './fields.ts';
import type { Place } from './finding.ts';

/** A credential of a configuration, under the name by which the program knows it. Its value is nowhere in here. */
export interface ImportedSecret {
  readonly name: string;
  /** The key that held it: `slack_api_url`. */
  readonly key: string;
  /** The file that already holds it; undefined when the value stood in the configuration. */
  readonly mounted: string | undefined;
  readonly place: Place;
}

/** Longest name of a secret. */
const longest = 63;

/** The credentials of one configuration: each value, and each file, becomes one secret. */
export class SecretNames {
  readonly #found = new Map<string, ImportedSecret>();
  readonly #taken = new Set<string>();

  /** The secret behind a key or its `_file`; the name is used when it is a new one. */
  of(fields: Fields, key: string, name: string): SecretRef | undefined {
    const fileKey = `${key}_file`;
    const [value, file] = [fields.text(key), fields.text(fileKey)];
    if (value !== undefined) return this.#ref(`value ${value}`, { name, key, mounted: undefined, at: fields });
    if (file === undefined) return undefined;
    return this.#ref(`file ${file}`, { name, key: fileKey, mounted: file, at: fields });
  }

  /** In the order of their names. */
  get all(): readonly ImportedSecret[] {
    return [...this.#found.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }

  #ref(
    identity: string,
    { name, key, mounted, at }: Pick<ImportedSecret, 'name' | 'key' | 'mounted'> & { readonly at: Fields },
  ): SecretRef {
    const known = this.#found.get(identity);
    const secret = known ?? { name: this.#free(name), key, mounted, place: at.place(key) };
    this.#found.set(identity, secret);
    return { secret: secret.name };
  }

  #free(wanted: string): string {
    const plain = kebabCase(wanted)
      .slice(0, longest - 4)
      .replace(/-+$/, '');
    let name = plain;
    for (let n = 2; this.#taken.has(name); n += 1) name = `${plain}-${n}`;
    this.#taken.add(name);
    return name;
  }
}
