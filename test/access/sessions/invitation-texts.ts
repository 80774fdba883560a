import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { ROLES } from '../../../src/kernel/index.ts';
import type { Gate } from '../../support/gate.ts';
import { NATION } from './session-people.ts';

/** As a version made them whose tokens were hashes of hashes. */
export const OLD_HALVES = ['gi1_'.padEnd(36, 'a'), 'gi2_'.padEnd(36, 'b')] as const;

interface Opening {
  /** How many texts were tried. */
  readonly tried: number;
  /** Those that are a hash of a half, or open something together with a half or its hash. */
  readonly opening: readonly string[];
}

/** What every role reads of proposals, people and the log, tried as what is missing beside halves that somebody has. */
export async function openedBy(
  gate: Gate,
  { ids, halves }: { readonly ids: readonly string[]; readonly halves: readonly string[] },
): Promise<Opening> {
  const texts = await textsRead(gate, ids);
  const hashes = new Set(halves.flatMap(hashesOf));
  const kept = new Set((await gate.db.reader('passwords')).map(({ invitation_hash }) => invitation_hash));
  const opening = [...texts].filter((shown) => hashes.has(shown) || kept.has(shown));
  const beside = halves.flatMap((half) => [half, ...hashesOf(half)]);
  // Those alone that have the length of a hash or of a half: those about the proposal come first.
  const likely = [...texts].filter((shown) => /^([0-9a-f]{64}|[0-9A-Z-]{28,34})$/.test(shown)).slice(0, LIKELY_MAX);
  for (const shown of likely)
    for (const known of beside.slice(-4))
      for (const token of [shown + known, known + shown]) {
        const { status } = await gate.nobody.post('/v1/session/password', { token, password: 'x'.repeat(20) });
        if (status === 200) opening.push(shown);
      }
  return { tried: texts.size, opening };
}

/** With and without the dashes, as any version may have made them. */
function hashesOf(half: string): readonly string[] {
  const bare = half.replaceAll('-', '');
  const texts = [half, bare, ...['first', 'second'].map((name) => `genuine-gate/invitation-half/${name}\n${bare}`)];
  return texts.map((text) => createHash('sha256').update(text).digest('hex'));
}

/** Each is asked for over HTTP with all that is known beside it. */
const LIKELY_MAX = 12;

const READ_TAGS = new Set(['proposals', 'access', 'log']);

async function textsRead(gate: Gate, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const { paths } = JSON.parse(readFileSync('openapi/bundle.json', 'utf8')) as {
    paths: Record<string, { get?: { tags: readonly string[] } }>;
  };
  const read = Object.entries(paths).filter(([, { get }]) => get?.tags.some((tag) => READ_TAGS.has(tag)));
  const asked = read
    .flatMap(([path]) => (path.includes('{') ? ids.map((id) => path.replace(/\{\w+\}/, id)) : [path]))
    .toSorted((one, other) => Number(other.includes('proposals')) - Number(one.includes('proposals')));
  const texts = new Set<string>();
  for (const role of ROLES) {
    if (role === 'installer') continue;
    const caller = await gate.as(role, { grant: NATION });
    for (const path of asked.filter((one) => !one.includes('{'))) {
      const { status, text = '' } = await caller.get(path);
      if (status === 200) for (const [shown] of text.matchAll(/[A-Za-z0-9_+/=-]{4,}/g)) texts.add(shown);
    }
  }
  return texts;
}
