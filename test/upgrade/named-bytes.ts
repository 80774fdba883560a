import { createHash } from 'node:crypto';

/** A name for each value that no two runs have in common, by its first appearance, such as `<commitment 12>`. */
export interface Names {
  /** Notes what in the bytes of a leaf or record comes of chance or of the build. */
  readonly learn: (bytes: string) => void;
  /** The same bytes with names for all that was learnt; not a character else is touched. */
  readonly put: (bytes: string) => string;
}

/** Members whose values are random, or of the program itself; everything else must come out the same. */
const CHANCE: Readonly<Record<string, string>> = {
  build: 'build',
  publicKey: 'public key',
  commitment: 'commitment',
  // A back-test's report names the build that made it.
  report: 'report',
};

/**
 * Digests of what a random secret is part of: of the row of a key or a password, and of a request that is proposed, which
 * is salted.
 */
const CHANCE_DIGESTS: Readonly<Record<string, string>> = { key: 'digest', password: 'digest', signed: 'digest' };

/** What stands in a subject behind the name of its kind. */
const CHANCE_SUBJECTS: Readonly<Record<string, string>> = { build: 'build', 'signing-key': 'key id' };

export function openNames(): Names {
  const names = new Map<string, string>();
  const counts = new Map<string, number>();
  const name = (kind: string, value: unknown): void => {
    if (typeof value !== 'string' || names.has(value)) return;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    names.set(value, `<${kind} ${count}>`);
  };
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [member, own] of Object.entries(value)) {
      const kind = Object.hasOwn(CHANCE, member) ? CHANCE[member] : undefined;
      if (kind !== undefined) name(kind, own);
      const digestOf = Object.hasOwn(CHANCE_DIGESTS, member) ? CHANCE_DIGESTS[member] : undefined;
      if (digestOf !== undefined) name(digestOf, Object(own).digest);
      // The commitments of what is sealed stand under the places of what they stand for.
      if (member === 'sealed') for (const commitment of Object.values(Object(own))) name('commitment', commitment);
      if (member === 'subject' && typeof own === 'string') {
        const [of = '', ...rest] = own.split('/');
        if (Object.hasOwn(CHANCE_SUBJECTS, of)) name(CHANCE_SUBJECTS[of] ?? '', rest.join('/'));
      }
      walk(own);
    }
  };
  return {
    learn: (bytes) => walk(JSON.parse(bytes)),
    put: (bytes) => bytes.replaceAll(LIKE_CHANCE, (found) => names.get(found) ?? found),
  };
}

/** Digests with and without their prefix, and keys and hashes of 32 bytes in base64url. */
const LIKE_CHANCE = /sha256:[0-9a-f]{64}|\b[0-9a-f]{64}\b|(?<![\w-])[\w-]{43}(?![\w-])/g;

export function digestOfLines(lines: readonly string[]): string {
  const hash = createHash('sha256');
  for (const line of lines) hash.update(line).update('\n');
  return hash.digest('hex');
}
