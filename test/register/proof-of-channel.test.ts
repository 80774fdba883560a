import assert from 'node:assert/strict';
import { inSnapshot } from '../../src/db/index.ts';
import { canonicalJson } from '../../src/kernel/index.ts';
import { type Channel, HAS_PROOF_SQL, hasProof } from '../../src/register/entitlements/proof-of-channel.ts';
import { completeEvidence, type StatedEvidence } from '../../src/register/evidence/evidence.ts';
import { gateForEachTest } from '../agencies/agency-examples.ts';
import { forEachEngine } from '../support/databases.ts';

const KINDS = [
  ['coa', 'oem-firmware-statement', 'vendor-authorization-letter', 'serial-list', 'packing-list', 'invoice'],
  ['licence-certificate', 'licence-page', 'site-licence-letter', 'allocation-letter', 'free-use-statement'],
  ['purchase-contract', 'other'],
].flat() as readonly NonNullable<StatedEvidence['kind']>[];

/** What proves a licence of each channel, and all that does: every pair of papers is tried. */
const PROVEN_BY: Readonly<Record<Channel, readonly string[]>> = {
  oem: ['coa', 'oem-firmware-statement', 'vendor-authorization-letter', 'serial-list'],
  volume: ['licence-certificate', 'licence-page'],
  subscription: ['licence-certificate', 'licence-page'],
  site: ['site-licence-letter'],
  retail: [
    'coa+invoice',
    'coa+purchase-contract',
    'invoice+licence-certificate',
    'licence-certificate+purchase-contract',
  ],
  free: ['free-use-statement'],
  'granted-from-above': ['allocation-letter'],
  'open-source': ['', ...KINDS],
};

const CHANNELS = Object.keys(PROVEN_BY) as Channel[];

describe('the papers of a channel', () => {
  for (const channel of CHANNELS) {
    it(`prove ${channel} by ${PROVEN_BY[channel].slice(0, 4).join(', ') || 'none'} alone`, () => {
      const sets = [[], ...KINDS.map((kind) => [kind]), ...KINDS.flatMap((a) => KINDS.map((b) => [a, b]))];
      for (const kinds of sets) {
        const name = kinds.toSorted().join('+');
        const isEnough = PROVEN_BY[channel].some((proof) =>
          proof.split('+').every((kind) => kind === '' || kinds.includes(kind as never)),
        );
        assert.equal(hasProof({ channel, evidence: kinds.map(numbered) }), isEnough, `${channel}: ${name}`);
      }
    });
  }

  it('are none without a number or a file', () => {
    const shown = (paper: StatedEvidence) => hasProof({ channel: 'volume', evidence: [completeEvidence(paper)] });

    assert.equal(shown({ kind: 'licence-page' }), false);
    assert.equal(shown({ kind: 'licence-page', reference: 'L-1' }), true);
    assert.equal(shown({ kind: 'licence-page', file: 'a'.repeat(64) }), true);
    assert.equal(shown({ reference: 'L-1' }), false);
  });

  forEachEngine('statements', (engine) => {
    const here = gateForEachTest(engine);

    it('are told alike by the database', async () => {
      const papers = KINDS.flatMap((kind) => [
        ...[[completeEvidence({ kind })], [completeEvidence({ kind, reference: 'L-1' })]],
        ...[[completeEvidence({ kind, file: 'a'.repeat(64) })], [numbered(kind), numbered('invoice')]],
      ]);
      const tried = CHANNELS.flatMap((channel) => papers.map((evidence) => ({ channel, evidence })));
      const rows = tried.map(
        ({ channel, evidence }) => `select '${channel}' as channel, '${canonicalJson(evidence)}' as evidence`,
      );
      const found = await inSnapshot(here.gate.db, async (tx) => {
        const answer = await tx.raw(`select ${HAS_PROOF_SQL} as proven from (${rows.join(' union all ')}) tried`);
        const list = (Array.isArray(answer[0]) ? answer[0] : answer) as readonly { readonly proven: number }[];
        return list.map(({ proven }) => Number(proven) === 1);
      });

      assert.deepEqual(found, tried.map(hasProof));
      assert.ok(found.includes(true) && found.includes(false));
    });
  });
});

function numbered(kind: NonNullable<StatedEvidence['kind']>) {
  return completeEvidence({ kind, reference: 'L-1' });
}
