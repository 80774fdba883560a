import { Skeleton } from 'antd';
import { Component, type ReactNode, useEffect, useState } from 'react';
import type { Called } from '../client/call.ts';
import { GateProblem } from '../client/gate-problem.ts';
import type { OperationId } from '../client/operation.ts';
import type { Read } from '../client/use-gate.ts';
import { useWords } from '../words/use-words.ts';
import { Refusal } from './refusal.tsx';
import { writeMoment } from './time.ts';
import { UI_WORDS } from './ui-words.ts';

interface ScreenProps {
  readonly title: string;
  /** What the thing on the screen is called by those who keep it, in whatever language. */
  readonly named?: string | undefined;
  /** What can be done with all that is on the screen. */
  readonly acts?: ReactNode;
  readonly children: ReactNode;
}

/** One screen: its heading, which is also the title of the tab, its acts, and what it shows. */
export function Screen({ title, named = '', acts, children }: ScreenProps): ReactNode {
  const { product } = useWords(UI_WORDS);
  useEffect(() => {
    document.title = `${`${title} ${named}`.trim()} · ${product}`;
  }, [title, named, product]);
  return (
    <article className="screen">
      <header className="screen-head">
        <h1>
          {title}
          {named !== '' && <bdi> {named}</bdi>}
        </h1>
        {acts && <div className="screen-acts">{acts}</div>}
      </header>
      {children}
    </article>
  );
}

const SKELETON_AFTER_MS = 150;

interface ReadingProps<Id extends OperationId> {
  readonly read: Read<Id>;
  readonly children: (read: Called<Id>) => ReactNode;
}

/** What a read brings, or in which state it is. Earlier data stay while newer ones are asked for. */
export function Reading<Id extends OperationId>({ read, children }: ReadingProps<Id>): ReactNode {
  const words = useWords(UI_WORDS);
  const { data, error, isFetching, refetch, dataUpdatedAt } = read;
  if (error instanceof GateProblem && error.status === 404) return <p>{words.missing}</p>;
  if (data === undefined) {
    return error ? <Refusal of={error} onAgain={() => void refetch()} /> : <Waiting label={words.loading} />;
  }
  const since = writeMoment(dataUpdatedAt);
  return (
    <div aria-busy={isFetching}>
      {error && <Refusal of={error} since={since} onAgain={() => void refetch()} />}
      {children(data)}
    </div>
  );
}

/** Nothing for a moment, then the outline of a page: what comes at once should not flicker. */
function Waiting({ label }: { readonly label: string }): ReactNode {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), SKELETON_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div role="status" aria-label={label}>
      {isLong && <Skeleton active={false} title={false} paragraph={{ rows: 8 }} />}
    </div>
  );
}

interface BoundaryProps {
  readonly children: ReactNode;
  readonly fallback: ReactNode;
}

/** A fault of ours in one screen leaves the others alone. */
export class Boundary extends Component<BoundaryProps, { readonly isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError(): { readonly isBroken: boolean } {
    return { isBroken: true };
  }

  override render(): ReactNode {
    return this.state.isBroken ? this.props.fallback : this.props.children;
  }
}
