import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { AnswerOf } from '../client/operation.ts';
import { endOneSession, listSessions } from '../client/operations.generated.ts';
import { useAct, useRead } from '../client/use-gate.ts';
import { ServerTable } from '../table/server-table.tsx';
import { Refusal } from '../ui/refusal.tsx';
import { Reading } from '../ui/screen.tsx';
import { writeInstant } from '../ui/time.ts';
import { ROLE_WORDS } from '../words/roles.ts';
import { useWords } from '../words/use-words.ts';
import { ACCOUNT_WORDS } from './account-words.ts';

type Row = AnswerOf<'listSessions'>['items'][number];

/** Where this person is signed in, each to be ended from here. */
export function OwnSessions(): ReactNode {
  const words = useWords(ACCOUNT_WORDS);
  const roles = useWords(ROLE_WORDS);
  const sessions = useRead(listSessions, {});
  const end = useAct(endOneSession);
  return (
    <section>
      <h2>{words.sessions}</h2>
      {end.refusal && <Refusal of={end.refusal} />}
      <Reading read={sessions}>
        {({ data }) => (
          <ServerTable<Row>
            caption={words.sessions}
            rows={data.items}
            idOf={({ id }) => id}
            empty={words.noOthers}
            columns={[
              { title: words.role, cell: ({ role }) => roles[role] },
              { title: words.address, cell: ({ address }) => address },
              { title: words.since, cell: ({ createdAt }) => writeInstant(createdAt) },
              { title: words.lastSeen, cell: ({ lastSeenAt }) => writeInstant(lastSeenAt) },
              {
                title: words.end,
                cell: ({ id, current }) =>
                  current ? (
                    words.current
                  ) : (
                    <Button size="small" onClick={() => void end.send({ path: { id } })}>
                      {words.end}
                    </Button>
                  ),
              },
            ]}
          />
        )}
      </Reading>
    </section>
  );
}
