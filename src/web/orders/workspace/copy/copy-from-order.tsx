import { type ReactNode, Suspense, useState } from 'react';
import { lazyPart } from '../../../ui/lazy-screen.ts';
import { useWords } from '../../../words/use-words.ts';
import type { OrderDraft } from '../body/order-draft.ts';
import { WORKSPACE_WORDS } from '../workspace-words.ts';
import type { CopyFromOrderProps } from './earlier-orders.tsx';

/** Few orders begin with another one, so it comes when it is asked for. */
const EarlierOrders = lazyPart(async () => (await import('./earlier-orders.tsx')).EarlierOrders);

/** Lines, or all, of what the agency ordered before. One step of undo takes them away again. */
export function CopyFromOrder(props: CopyFromOrderProps): ReactNode {
  const words = useWords(WORKSPACE_WORDS).copy;
  const [isOpen, setOpen] = useState(false);
  const [copied, setCopied] = useState<OrderDraft>();
  return (
    <>
      <details className="copy-from" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{words.title}</summary>
        {isOpen && (
          <Suspense>
            <EarlierOrders
              {...props}
              onCopied={(draft) => {
                props.onCopied(draft);
                setCopied(draft);
                setOpen(false);
              }}
            />
          </Suspense>
        )}
      </details>
      {copied && <p role="status">{words.done(copied.lines.length, copied.softwarePlan.length)}</p>}
    </>
  );
}
