import type { BodyOf, OperationId } from '../client/operation.ts';
import type { Proposal } from './proposal.ts';

/** Acts on forms that two people of an office take. They are not called from here. */
const PUBLICATION: OperationId = 'publishForm';
const WITHDRAWAL: OperationId = 'withdrawForm';

interface Publication extends BodyOf<'publishForm'> {
  readonly act: 'publish';
}

interface Withdrawal extends BodyOf<'withdrawForm'> {
  readonly act: 'withdraw';
  readonly id: string;
}

/** Which form is to be published or withdrawn. */
export type FormRequest = Publication | Withdrawal;

/** Reads it out of a proposal; nothing where it is of another kind, or where the request is kept no more. */
export function formRequestOf({ operation, request }: Proposal): FormRequest | undefined {
  if (!request?.body) return undefined;
  // What the gate has kept passed the schema of the operation that it is of.
  if (operation === PUBLICATION) return { act: 'publish', ...(request.body as BodyOf<'publishForm'>) };
  const id: unknown = Object(request.params).form;
  if (operation !== WITHDRAWAL || typeof id !== 'string') return undefined;
  return { act: 'withdraw', id, ...(request.body as BodyOf<'withdrawForm'>) };
}
