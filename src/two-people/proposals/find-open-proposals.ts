import type { Tx } from '../../db/index.ts';
import { digestOf, type Instant } from '../../kernel/index.ts';
import { listOpenContents, listOpenIds } from './proposals-repository.ts';

/** What waits for a signature, as far as others have to know. */
export interface OpenProposal {
  readonly id: string;
  readonly operation: string;
  readonly params: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly agencies: readonly string[];
  readonly madeAt: Instant;
  readonly lapsesAt: Instant;
}

export interface OpenProposalsQuestion {
  readonly operations: readonly string[];
  /** Only those about one of these agencies; absent: about whichever. */
  readonly agencyCodes?: readonly string[] | undefined;
  readonly at: Instant;
}

/** What people have asked of some agencies and nobody has signed yet; what has lapsed by then waits no more. */
export async function findOpenProposals(tx: Tx, question: OpenProposalsQuestion): Promise<readonly OpenProposal[]> {
  const contents = await listOpenContents(tx, question);
  return contents.map(({ id, operation, params, body, agencies, madeAt, lapsesAt }) => ({
    id,
    operation,
    params,
    agencies,
    madeAt,
    lapsesAt,
    body: body.value,
  }));
}

/** Which proposals for some operations wait: another text as soon as another one waits, or one of them no more. */
export async function findOpenStamp(
  tx: Tx,
  question: Pick<OpenProposalsQuestion, 'operations' | 'at'>,
): Promise<string> {
  return digestOf((await listOpenIds(tx, question)).join());
}
