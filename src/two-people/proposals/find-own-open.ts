import { selectRows, type Tx } from '../../db/index.ts';
import { type Instant, instant } from '../../kernel/index.ts';

interface OwnOpenQuestion {
  readonly personId: string;
  readonly at: Instant;
  /** Those that lapse before this moment are urgent. */
  readonly before: Instant;
}

/** How many proposals of a person others have not signed to the end, how many of them are urgent, and when the first lapses. */
export async function countOwnOpen(
  tx: Tx,
  { personId, at, before }: OwnOpenQuestion,
): Promise<{ readonly count: number; readonly urgent: number; readonly first: Instant | null }> {
  const [row] = await selectRows<{ found: number; urgent: number | null; first: string | null }>(
    tx,
    `select count(*) as found, min(lapses_at) as first, sum(case when lapses_at < ? then 1 else 0 end) as urgent
     from proposals where maker_person = ? and state = 'open' and lapses_at > ?`,
    [before, personId, at],
  );
  return { count: Number(row?.found), urgent: Number(row?.urgent), first: row?.first ? instant(row.first) : null };
}
