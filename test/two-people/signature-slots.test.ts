import assert from 'node:assert/strict';
import type { Role } from '../../src/kernel/index.ts';
import { assignSlots, awaitedRoles } from '../../src/two-people/proposals/signature-slots.ts';

const EITHER: readonly Role[] = ['finance', 'audit'];
const AUDIT: readonly Role[] = ['audit'];

describe('the slots of signatures', () => {
  const cases: readonly [string, readonly (readonly Role[])[], readonly Role[], readonly number[] | undefined][] = [
    ['a role fills the first slot that takes it', [EITHER, AUDIT], ['audit'], [0]],
    ['who came first gives way to who fits nowhere else', [EITHER, AUDIT], ['audit', 'finance'], [1, 0]],
    ['two of one kind do not fill what wants two kinds', [EITHER, AUDIT], ['finance', 'finance'], undefined],
    ['two of the kind that both slots take do', [EITHER, AUDIT], ['audit', 'audit'], [0, 1]],
    ['nobody signs beyond the slots', [EITHER], ['audit', 'finance'], undefined],
    ['a role that no slot takes fills none', [EITHER], ['legalization-office'], undefined],
  ];
  for (const [says, slots, roles, wanted] of cases) {
    it(says, () => {
      assert.deepEqual(assignSlots(slots, roles), wanted);
    });
  }

  it('await whoever still fits, and nobody once they are full', () => {
    assert.deepEqual(awaitedRoles([EITHER, AUDIT], []), ['finance', 'audit']);
    assert.deepEqual(awaitedRoles([EITHER, AUDIT], ['finance']), ['audit']);
    assert.deepEqual(awaitedRoles([EITHER, AUDIT], ['audit']), ['finance', 'audit']);
    assert.deepEqual(awaitedRoles([EITHER, AUDIT], ['audit', 'finance']), []);
  });
});
