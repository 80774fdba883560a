import type { BodyOf, OperationId } from '../../client/operation.ts';
import { answerOnPaper, answerRectification } from '../../client/operations.generated.ts';
import type { Proposal } from '../proposal.ts';

const ANSWERS: readonly OperationId[] = [answerRectification.id, answerOnPaper.id];

/** What a unit says that it put right, as the request says it. */
export interface AnswerRequest {
  readonly matter: string;
  readonly body: BodyOf<'answerRectification'>;
}

/** Reads the answer out of a proposal; nothing where it is of another kind, or where the request is kept no more. */
export function answerRequestOf({ operation, request }: Proposal): AnswerRequest | undefined {
  if (!ANSWERS.some((id) => id === operation) || !request?.body) return undefined;
  // What the gate has kept passed the schema of the operation that it is of.
  return { matter: String(Object(request.params).id), body: request.body as AnswerRequest['body'] };
}
