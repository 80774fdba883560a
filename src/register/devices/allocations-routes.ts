import { type Database, inTransaction } from '../../db/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import { etagOf, refuseStale, requireIfMatch } from '../../http/etag.ts';
import type { Handler, Handlers } from '../../http/operation.ts';
import { Refusal, text } from '../../kernel/index.ts';
import { type Governed, type GovernedDeps, governed, selectIn } from '../../log/index.ts';
import {
  findOfKind,
  type ReferenceContract,
  type ReferenceRecord,
  readKindRow,
  referenceRoutes,
} from '../../reference/index.ts';
import { ENTITLEMENT, endsWithDevice } from '../entitlements/entitlement.ts';
import type { KnownProducts } from '../products/find-editions-above.ts';
import type { Allocation } from './allocation.ts';
import { endAllocations } from './end-allocations.ts';
import { ALLOCATIONS } from './record-allocations.ts';
import { allocationJudge } from './validate-allocations.ts';

export interface AllocationsParts extends GovernedDeps {
  readonly knownProducts: KnownProducts;
}

export const ALLOCATION_LIST: ReferenceContract<Allocation, Allocation> = {
  kind: ALLOCATIONS,
  path: '/v1/allocations',
  creation: 'AllocationCreation',
  answer: ({ state }) => state,
};

/** Seats that are given to devices: made and ended. */
export function allocationsRoutes(db: Database, { knownProducts, ...deps }: AllocationsParts): Handlers {
  const allocations = referenceRoutes(db, deps, {
    ...ALLOCATION_LIST,
    kind: { ...ALLOCATIONS, judge: (context) => allocationJudge(context, knownProducts) },
  });
  const end: Handler<'endAllocation'> = async (req, res) => {
    const actor = actorOf(req);
    const expected = requireIfMatch(req);
    const which = { key: req.params.id, grant: actor.grant };
    const { reason } = req.body;
    const ended = await inTransaction(db, (tx) =>
      governed(tx, deps, async (entry) => {
        const allocation = await findOfKind(entry.tx, ALLOCATIONS, which);
        refuseStale(expected, allocation.logIndex);
        await refuseEnding(entry, allocation);
        await endAllocations(entry, { which: { ids: [allocation.key] }, because: 'reallocation', reason, actor });
        return findOfKind(entry.tx, ALLOCATIONS, which);
      }),
    );
    res.status(200).set('ETag', etagOf(ended.logIndex)).json(ended.state);
  };

  return {
    createAllocation: allocations.create,
    getAllocation: allocations.get,
    endAllocation: end,
  };
}

async function refuseEnding({ tx }: Governed, { state }: ReferenceRecord<Allocation>): Promise<void> {
  if (state.until !== null) {
    throw new Refusal('conflict', 'allocation.ended', text('该分配已结束。', 'The allocation has ended already.'));
  }
  const rows = await selectIn(tx, 'entitlements', 'id', [state.entitlementId]);
  if (!rows.some((row) => endsWithDevice(readKindRow(ENTITLEMENT, row).state))) return;
  const message = text(
    '该授权与设备绑定，只随设备退回或报废而结束，不能收回再分配。',
    'The licence is bound to its device: it ends with the device, and is never given to another.',
  );
  throw new Refusal('unprocessable', 'allocation.bound', message);
}
