import assert from 'node:assert/strict';
import { faultBy } from '../../src/db/nodes/node-look.ts';
import { placeToUse } from '../../src/db/nodes/place-to-use.ts';

const NOW = 100_000;

describe('the node of a list that is used', () => {
  const CASES: readonly [says: string, wellSinceMs: readonly (number | null)[], used: number, uses: number][] = [
    ['the first, when all are well', [0, 0, 0], 0, 0],
    ['at the start the first that is well', [null, NOW, NOW], 0, 1],
    ['at once the first that is well, when the one in use is not', [null, 0, 0], 0, 1],
    ['at once also an earlier one that has only just become well', [NOW, 0, null], 2, 0],
    ['the same, while an earlier one has been well for less than ten seconds', [NOW - 9_999, 0, 0], 1, 1],
    ['an earlier one again, after ten seconds', [NOW - 10_000, 0, 0], 1, 0],
    ['never a later one without need', [0, 0, 0], 1, 0],
    ['the second before the first, when only that has been well long enough', [NOW - 1, 0, 0], 2, 1],
    ['the same, when none is well', [null, null, null], 2, 2],
  ];
  for (const [says, wellSinceMs, used, uses] of CASES) {
    it(`is ${says}`, () => assert.equal(placeToUse(wellSinceMs, { used, nowMs: NOW }), uses));
  }
});

describe('a node that is well', () => {
  const CLUSTER = {
    read_only: 'OFF',
    wsrep_on: 'ON',
    wsrep_provider: '/usr/lib/galera/libgalera_smm.so',
    wsrep_sst_method: 'rsync',
    wsrep_local_state: '4',
    wsrep_cluster_status: 'Primary',
    wsrep_ready: 'ON',
  };
  const isWell = (says: object): boolean => faultBy(new Map(Object.entries(says))) === null;

  it('takes writes, and is in the majority of its cluster and has caught up', () => {
    assert.equal(isWell(CLUSTER), true);
    assert.equal(isWell({ read_only: 'OFF' }), true);
    assert.equal(isWell({ ...CLUSTER, wsrep_on: 'OFF', wsrep_ready: 'OFF', wsrep_local_state: '0' }), true);
  });

  const NOT: readonly (readonly [string, object])[] = [
    ['is read-only', { read_only: 'ON' }],
    ['says nothing of it', { read_only: undefined }],
    ['is cut off', { wsrep_cluster_status: 'non-Primary' }],
    ['is not ready', { wsrep_ready: 'OFF' }],
    ['joins', { wsrep_local_state: '1' }],
    ['catches up', { wsrep_local_state: '3' }],
    ['gives itself to another by rsync, which locks it', { wsrep_local_state: '2' }],
  ];
  for (const [says, differs] of NOT) {
    it(`is none that ${says}`, () => assert.equal(isWell({ ...CLUSTER, ...differs }), false));
  }

  it('may give itself to another by mariabackup', () => {
    assert.equal(isWell({ ...CLUSTER, wsrep_local_state: '2', wsrep_sst_method: 'mariabackup' }), true);
  });
});
