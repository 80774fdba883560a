import { useEffect, useState } from 'react';
import { today } from '../../../ui/time.ts';
import { bodyOf } from '../body/order-body.ts';
import type { OrderDraft } from '../body/order-draft.ts';
import type { Lists } from '../use-lists.ts';
import { type FixName, fixOf, isMended } from './fixes.ts';
import type { CheckResult, Finding } from './judgement.ts';
import { takenNames } from './taken-names.ts';
import { checkBody, type LiveCheck } from './use-live-check.ts';

export interface Mended {
  readonly name: FixName;
  readonly draft: OrderDraft;
}

interface Asked {
  readonly finding: Finding;
  readonly check: LiveCheck;
  readonly lists: Lists;
  readonly order: string | undefined;
}

/** A fix that the gate was asked about once somebody looks at the finding: it takes the finding away and brings no other. Null where there is none. */
export function useFix({ finding, check, lists, order }: Asked): Mended | null | undefined {
  const [mended, setMended] = useState<Mended | null>();
  const { draft, answer, isStale, refused } = check;
  useEffect(() => {
    setMended(undefined);
    const before = answer?.result;
    if (isStale || before === undefined) return undefined;
    const fix = fixOf(draft, finding, {
      ...lists,
      taken: takenNames(draft, answer),
      pathOf: answer?.of.pathOf ?? (() => ''),
    });
    const asking = new AbortController();
    void firstThatMends(fix?.drafts ?? [], { finding, before, order, refused, signal: asking.signal }).then(
      (found) => asking.signal.aborted || setMended(fix && found ? { name: fix.name, draft: found } : null),
      () => asking.signal.aborted || setMended(null),
    );
    return () => asking.abort();
  }, [isStale, draft, answer, finding, lists, order, refused]);
  return mended;
}

interface Trial {
  readonly finding: Finding;
  readonly before: CheckResult;
  readonly order: string | undefined;
  readonly refused: LiveCheck['refused'];
  readonly signal: AbortSignal;
}

async function firstThatMends(drafts: readonly OrderDraft[], trial: Trial): Promise<OrderDraft | undefined> {
  const { finding, before, order, refused, signal } = trial;
  for (const draft of drafts) {
    const { body } = bodyOf(draft, today(), refused);
    if (body === undefined) continue;
    const after = await checkBody(body, { order, signal });
    if (isMended(finding, before, after)) return draft;
  }
  return undefined;
}
