import type { AnswerOf } from '../client/operation.ts';

export type Proposal = AnswerOf<'getProposal'>;
