import { Button } from 'antd';
import type { ReactNode } from 'react';
import { switchRole } from '../client/operations.generated.ts';
import { tellOtherTabs } from '../client/session.ts';
import { useSession } from '../client/session-context.tsx';
import { useAct } from '../client/use-gate.ts';
import { Refusal } from '../ui/refusal.tsx';
import { ROLE_WORDS } from '../words/roles.ts';
import { useWords } from '../words/use-words.ts';
import { ACCOUNT_WORDS } from './account-words.ts';
import { useReachWords } from './use-reach-words.ts';

/** Roles that this person has besides the one of the session. Another role begins at its own first page. */
export function OtherRoles(): ReactNode {
  const words = useWords(ACCOUNT_WORDS);
  const names = useWords(ROLE_WORDS);
  const { role, grant, roles } = useSession();
  const change = useAct(switchRole);
  const reachOf = useReachWords();
  const present = JSON.stringify([role, grant]);
  const others = roles.filter((one) => JSON.stringify([one.role, one.grant]) !== present);
  if (others.length === 0) return null;
  return (
    <section>
      <h2>{words.roles}</h2>
      {change.refusal && <Refusal of={change.refusal} />}
      {others.map((one) => (
        <Button
          key={JSON.stringify(one)}
          onClick={async () => {
            const done = await change.send({ body: { role: one.role, grant: one.grant } });
            if (done === undefined) return;
            tellOtherTabs('signed-in');
            location.replace('/console/');
          }}
        >
          {words.switchTo(names[one.role], reachOf(one.grant))}
        </Button>
      ))}
    </section>
  );
}
