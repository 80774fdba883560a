import { type Language, Refusal, text } from '../../kernel/index.ts';
import type { WatchedGate } from '../../witness/index.ts';
import { getFrom, postTo, type RemoteGate } from '../remote-gate.ts';

interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | number | null;
}

interface EntryBody {
  readonly index: number;
  readonly record: string | null;
}

/** A key that reaches less than the gate does is no sign of another log. */
function recordIn({ record }: EntryBody): string {
  if (record !== null) return record;
  const message = text(
    '本见证方的密钥不再覆盖闸口的整个区域（GATE_REGION），看不到全部记录，未联署；请安全管理员另发一枚覆盖该区域的密钥。',
    'The key of this witness does not reach the whole region of the gate (GATE_REGION), so it cannot read every leaf and cosigns nothing. Ask the security administrators for a key that does.',
  );
  throw new Refusal('forbidden', 'witness.reach', message);
}

interface Proof {
  readonly fromRootHash: string;
  readonly hashes: readonly string[];
}

const AT_ONCE = '200';

/** A gate as its witness asks it, over HTTP. */
export function watchedGate(gate: RemoteGate, language: Language): WatchedGate {
  const get = <T>(path: string, query: Readonly<Record<string, string>> = {}): Promise<T> =>
    getFrom(gate, { path, query, language }) as Promise<T>;
  return {
    async *checkpoints(from) {
      let after: string | null = null;
      do {
        const query: Readonly<Record<string, string>> = {
          from: String(from),
          limit: AT_ONCE,
          ...(after !== null && { after }),
        };
        const page: Page<{ readonly note: string }> = await get('/v1/log/checkpoints', query);
        // Cosignatures may stand below; they are not ours to judge.
        for (const { note } of page.items) yield note;
        after = page.next === null ? null : String(page.next);
      } while (after !== null);
    },
    async *records(from, to) {
      for (let next = from; next < to; ) {
        const query = { from: String(next), limit: AT_ONCE };
        const { items } = await get<Page<EntryBody>>('/v1/log/entries', query);
        const wanted = items.filter(({ index }, at) => index === next + at && index < to);
        if (wanted.length === 0) return;
        yield wanted.map(recordIn);
        next += wanted.length;
      }
    },
    consistency: async (from, to) => {
      const { fromRootHash, hashes } = await get<Proof>('/v1/log/proofs/consistency', {
        from: String(from),
        to: String(to),
      });
      return {
        fromRoot: Buffer.from(fromRootHash, 'base64'),
        hashes: hashes.map((hash) => Buffer.from(hash, 'base64')),
      };
    },
    size: async () => (await get<{ readonly size: number }>('/v1/log/head')).size,
    cosign: async (size, cosignature) => {
      const body = { size, cosignature };
      await postTo(gate, { path: '/v1/log/cosignatures', body, contentType: 'application/json', language });
    },
  };
}
