import type { Governed } from '../log/index.ts';
import type { AnyAnswer, AnyRequest, ShortAct } from './signed-act.ts';

export interface GovernedActs {
  readonly entry: Governed;
  /** The same with leaves that name who signed; absent where nobody has to. */
  readonly signed?: Governed;
}

/** Does an act that two people agreed on, or one who counts as two, and what follows from it by the rules alone. */
export async function carryOut(
  { act, follow }: ShortAct,
  { entry, signed = entry }: GovernedActs,
  asked: AnyRequest,
): Promise<AnyAnswer> {
  const answer = await act(signed, asked);
  return follow ? follow(entry, asked, answer) : answer;
}
