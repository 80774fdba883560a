import assert from 'node:assert/strict';
import { createKeyRing, type KnownCaller } from '../../src/access/index.ts';
import { instant } from '../../src/kernel/index.ts';

const NOW = instant('2026-06-01T01:00:00.000Z');
const CALLER: KnownCaller = {
  actor: { keyId: 'key_1', personId: 'per_1', role: 'audit', grant: { region: '000000' }, scopes: [] },
  expiresAt: null,
};

describe('the key ring', () => {
  it('reads a key once for a hundred requests at once', async () => {
    let reads = 0;
    const ring = createKeyRing(async () => {
      reads += 1;
      return CALLER;
    });

    const found = await Promise.all(Array.from({ length: 100 }, () => ring.find('hash', NOW)));

    assert.deepEqual([...new Set(found)], [CALLER]);
    assert.equal(reads, 1);
  });

  it('does not remember a key that is unknown, nor a read that failed', async () => {
    const answers: (KnownCaller | undefined | Error)[] = [undefined, new Error('away'), CALLER];
    const ring = createKeyRing(async () => {
      const answer = answers.shift();
      if (answer instanceof Error) throw answer;
      return answer;
    });

    assert.equal(await ring.find('hash', NOW), undefined);
    await assert.rejects(ring.find('hash', NOW), /away/);
    assert.equal(await ring.find('hash', NOW), CALLER);
  });

  it('forgets everybody when it is cleared', async () => {
    const answers = [CALLER, undefined];
    const ring = createKeyRing(async () => answers.shift());

    assert.equal(await ring.find('hash', NOW), CALLER);
    assert.equal(await ring.find('hash', NOW), CALLER);
    ring.clear();
    assert.equal(await ring.find('hash', NOW), undefined);
  });

  it('asks again for a session that has run out by what it remembers: another process may have noted its use', async () => {
    const [early, late] = [instant('2026-06-01T01:15:00.000Z'), instant('2026-06-01T01:29:00.000Z')];
    const answers = [early, late].map((expiresAt) => ({ ...CALLER, expiresAt }));
    const ring = createKeyRing(async () => answers.shift());

    assert.equal((await ring.find('hash', NOW))?.expiresAt, early);
    assert.equal((await ring.find('hash', early))?.expiresAt, late);
  });

  it('forgets one caller and no other', async () => {
    let reads = 0;
    const ring = createKeyRing(async () => {
      reads += 1;
      return CALLER;
    });
    await ring.find('one', NOW);
    await ring.find('other', NOW);

    ring.forget('one');

    await ring.find('other', NOW);
    assert.equal(reads, 2);
    await ring.find('one', NOW);
    assert.equal(reads, 3);
  });

  it('lets a key expire to the millisecond, although it is remembered', async () => {
    const expiring = { ...CALLER, expiresAt: instant('2026-06-01T01:00:00.001Z') };
    const ring = createKeyRing(async () => expiring);

    assert.equal(await ring.find('hash', NOW), expiring);
    assert.equal(await ring.find('hash', expiring.expiresAt), undefined);
  });
});
