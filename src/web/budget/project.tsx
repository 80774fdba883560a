import type { ReactNode } from 'react';
import { useEconomicClass } from '../words/economic-classes.ts';

interface Props {
  readonly name: string | null;
  readonly economicClass: string | null;
}

/** What a line is for; two lines of one project differ by their economic class. */
export function Project({ name, economicClass }: Props): ReactNode {
  const classOf = useEconomicClass();
  return (
    <>
      <bdi>{name}</bdi> <span className="secondary">{economicClass && classOf(economicClass)}</span>
    </>
  );
}
