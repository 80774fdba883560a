import type { RecordedContract } from '../../decisions/index.ts';
import { foldedNumber, looseNumber } from '../../kernel/index.ts';
import { DECIDED, decidedBodyOf, detailsOf } from './decisions-projection.ts';
import { type ContractRow, listContractRows, listContractsWithoutDecision } from './projections-repository.ts';
import { type ToldRow, tableProjection } from './table-projection.ts';

/** Every contract is what the decisions on it say, and was put to the gate at all. */
export const contractProjection = tableProjection<Told, ContractRow>({
  leafTypes: [DECIDED],
  toldBy: async (tx, leaves) => {
    const details = await detailsOf(tx, leaves);
    return leaves.flatMap((leaf) => {
      const decided = decidedBodyOf(leaf);
      const contract = details.get(leaf.logIndex)?.contract;
      if (!decided || !contract) return [];
      const { order, revision } = decided;
      return [{ order, contract, place: placeOf({ order_id: order, revision }, leaf.logIndex) }];
    });
  },
  rowsOf: (tx, told) => listContractRows(tx, [...new Set(told.map(({ order }) => order))]),
  listWithoutLeaf: async (tx) => (await listContractsWithoutDecision(tx)).map((row) => placeOf(row)),
  placeOf: (row) => placeOf(row),
  addsTo: supplementedBy,
  columns: ({ contract: { number, signedOn, amountFen, preferenceApplied } }) => ({
    number,
    number_key: foldedNumber(number),
    loose_key: looseNumber(number) ?? foldedNumber(number),
    signed_on: signedOn,
    amount_fen: amountFen,
    preference_applied: preferenceApplied === null ? null : Number(preferenceApplied),
  }),
});

interface Told extends ToldRow {
  readonly order: string;
  readonly contract: RecordedContract;
}

/** A contract has a row of its own; a supplement names the contract that it adds to, as it was signed. */
function supplementedBy({ order, contract }: Told, rows: readonly ContractRow[]): ContractRow | undefined {
  if (contract.kind === 'contract') return undefined;
  const ofOrder = rows.filter((row) => row.order_id === order);
  const isNamed = (row: ContractRow): boolean =>
    row.number === contract.number && Number(row.amount_fen) === contract.amountFen;
  return ofOrder.find(isNamed) ?? ofOrder.at(-1);
}

interface ContractKey {
  readonly order_id: string;
  readonly revision: number;
}

function placeOf({ order_id: order, revision }: ContractKey, index: number | null = null) {
  return { table: 'order_contracts', key: `${order}/${Number(revision)}`, index };
}
