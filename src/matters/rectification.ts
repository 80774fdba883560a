import type { Role } from '../kernel/index.ts';
import type { Matter, MatterAct, MatterState, MatterStep } from './matter.ts';

interface ActTerms {
  readonly from: readonly MatterState[];
  readonly by: readonly Role[];
}

const OWNER: readonly Role[] = ['procurement-officer', 'agency-approver', 'agency-liaison'];
const OFFICE: readonly Role[] = ['legalization-office'];

/** Who may do what about a rectification, and when. An answer takes a signature; so does what is void. */
const TERMS: Readonly<Record<MatterAct, ActTerms>> = {
  answer: { from: ['open'], by: OWNER },
  'answer-on-paper': { from: ['open'], by: OFFICE },
  return: { from: ['answered'], by: OFFICE },
  extend: { from: ['open'], by: OFFICE },
  close: { from: ['answered'], by: OFFICE },
  void: { from: ['open', 'answered'], by: OFFICE },
};

const ACTS: readonly MatterAct[] = ['answer', 'answer-on-paper', 'return', 'extend', 'close', 'void'];

/** What somebody with a role may do about a matter as it stands. */
export function allowedActs({ state }: Pick<Matter, 'state'>, role: Role): readonly MatterAct[] {
  return ACTS.filter((act) => TERMS[act].from.includes(state) && TERMS[act].by.includes(role));
}

type Changed = Pick<Matter, 'state' | 'awaits' | 'dueOn' | 'outcome' | 'closedOn'>;

/** The matter after a step: a returned answer is owed again, by its own day. */
export function withStep(matter: Matter, step: MatterStep): Matter {
  return { ...matter, ...changedBy(matter, step) };
}

function changedBy(matter: Matter, { act, dueOn, outcome, on }: MatterStep): Changed {
  const stays = { dueOn: dueOn ?? matter.dueOn, outcome: null, closedOn: null };
  switch (act) {
    case 'answer':
    case 'answer-on-paper':
      return { ...stays, state: 'answered', awaits: 'office' };
    case 'return':
    case 'extend':
      return { ...stays, state: 'open', awaits: 'owner' };
    case 'close':
      return { ...stays, state: 'closed', awaits: null, outcome, closedOn: on };
    case 'void':
      return { ...stays, state: 'void', awaits: null, closedOn: on };
  }
}
