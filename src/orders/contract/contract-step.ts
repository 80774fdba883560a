import { computedTotal } from '../../facts/index.ts';
import { type Actor, civilDate, ZERO_FEN } from '../../kernel/index.ts';
import type { Fulfilment } from '../act.ts';
import type { ContractStatement } from './contract-body.ts';
import { contractNumberKey } from './contract-number.ts';
import { refusalOfContract } from './contract-refusals.ts';
import { contractedOrder } from './contracted-order.ts';
import { decideContract } from './decide-contract.ts';

/** Puts an approved order under contract. */
export function contractStep(actor: Actor, statement: ContractStatement): Fulfilment {
  return {
    step: 'contract',
    contractNumber: statement.number,
    bodyFor: ({ standing }) => standing && contractedOrder(standing.body, statement),
    perform: (batch, known) => {
      const { standing, contribution } = known;
      if (!standing) throw new Error(`the approved order ${known.order.id} has no revision that stands`);
      const body = contractedOrder(standing.body, statement);
      const reserved = contribution?.budget ?? new Map<string, number>();
      const { on } = batch.entry;
      const refusal = refusalOfContract({ statement, approved: standing.body, contracted: body, reserved, on });
      if (refusal) return { kind: 'refused', refusal };
      const { number, signedOn, domesticPreferenceApplied } = statement;
      const numberKey = contractNumberKey(body, number);
      const contract = {
        number,
        numberKey,
        signedOn: civilDate(signedOn),
        amountFen: computedTotal(body) ?? ZERO_FEN,
        preferenceApplied: domesticPreferenceApplied ?? null,
      };
      return decideContract(batch, { known, actor, body, contract });
    },
  };
}
