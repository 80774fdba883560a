import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AnswerOf } from '../../client/operation.ts';
import { useSession } from '../../client/session-context.tsx';
import { Papers } from '../../ui/papers/waiver-papers.tsx';
import { useWords } from '../../words/use-words.ts';
import { NEXT_WORDS } from './next-words.ts';
import { useProposedWaivers } from './proposed-waivers.ts';

type Order = Pick<AnswerOf<'getOrder'>, 'id' | 'agencyCode'>;

/** Waivers of this order that somebody has proposed and nobody has signed: a second one would be in vain. */
export function OpenWaivers({ order }: { readonly order: Order }): ReactNode {
  const words = useWords(NEXT_WORDS).waiver;
  const { person, role } = useSession();
  const waivers = useProposedWaivers(order.agencyCode).filter(({ orderId }) => orderId === order.id);
  return waivers.map(({ id, rules, maker, evidence, signers }) => (
    <div key={id} className="notice" data-kind="warning">
      <p role="status">
        {words.waits(rules.join('、'), maker.name ?? words.program)}{' '}
        <Link to="/proposals/$id" params={{ id }}>
          {maker.person !== person.id && signers.includes(role) ? words.sign : words.see}
        </Link>
      </p>
      <Papers of={evidence} />
    </div>
  ));
}
