import type { Tx } from '../../db/index.ts';
import type { RecordedContract } from '../../decisions/index.ts';
import {
  type Difference,
  differencesIn,
  type LeafChunk,
  type LogProjection,
  withoutLeaf,
  withoutRow,
} from '../../log/index.ts';
import { decidedBodyOf, detailsOf } from './decisions-projection.ts';
import { type ContractRow, listContractRows, listContractsWithoutDecision } from './projections-repository.ts';

/** Every contract is what the decisions on it say, and was put to the gate at all. */
export const contractProjection: LogProjection = {
  compare: compareContracts,
  finish: async (tx) => (await listContractsWithoutDecision(tx)).map((row) => withoutLeaf(placeOf(row, null))),
};

async function compareContracts(tx: Tx, { leaves }: LeafChunk): Promise<readonly Difference[]> {
  const details = await detailsOf(tx, leaves);
  const logged = leaves.flatMap((leaf) => {
    const decided = decidedBodyOf(leaf);
    const contract = details.get(leaf.logIndex)?.contract;
    if (!decided || !contract) return [];
    const { order, revision } = decided;
    return [{ order, contract, place: placeOf({ order_id: order, revision }, leaf.logIndex) }];
  });
  const orders = [...new Set(logged.map(({ order }) => order))];
  const rows = await listContractRows(tx, orders);
  return logged.flatMap(({ order, contract, place }) => {
    const row = rowOf(rows, { order, contract, key: place.key });
    return row
      ? differencesIn({ ...place, key: placeOf(row, null).key }, { ...row }, columnsOf(contract))
      : [withoutRow(place)];
  });
}

interface ContractToFind {
  readonly order: string;
  readonly contract: RecordedContract;
  readonly key: string;
}

/** A contract has a row of its own; a supplement names the contract that it adds to, as it was signed. */
function rowOf(rows: readonly ContractRow[], { order, contract, key }: ContractToFind): ContractRow | undefined {
  if (contract.kind === 'contract') return rows.find((row) => placeOf(row, null).key === key);
  const ofOrder = rows.filter((row) => row.order_id === order);
  const isNamed = (row: ContractRow): boolean =>
    row.number === contract.number && Number(row.amount_fen) === contract.amountFen;
  return ofOrder.find(isNamed) ?? ofOrder.at(-1);
}

function columnsOf({ number, signedOn, amountFen, preferenceApplied }: RecordedContract) {
  const preference = preferenceApplied === null ? null : Number(preferenceApplied);
  return { number, signed_on: signedOn, amount_fen: amountFen, preference_applied: preference };
}

interface ContractKey {
  readonly order_id: string;
  readonly revision: number;
}

function placeOf({ order_id: order, revision }: ContractKey, index: number | null) {
  return { table: 'order_contracts', key: `${order}/${Number(revision)}`, index };
}
