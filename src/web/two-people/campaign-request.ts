import type { BodyOf, OperationId, Schemas } from '../client/operation.ts';
import type { Proposal } from './proposal.ts';

/** Acts on a campaign that two people of an office take. They are not called from here. */
const LAUNCH: OperationId = 'launchCampaign';
const CLOSING: OperationId = 'closeCampaign';
const RECALL: OperationId = 'recallCampaign';
const CONFIRMATION: OperationId = 'confirmAssessments';

interface Launch {
  readonly act: 'launch';
  readonly reason: string;
  /** What the trial answered; of a long answer the lists are not kept. */
  readonly tried: Partial<Schemas['LaunchedCampaign']>;
}

interface Closing {
  readonly act: 'close';
  readonly reason: string;
  /** How the units stood in the end; absent while it waits. */
  readonly closed: Schemas['Campaign'] | undefined;
}

interface Recall {
  readonly act: 'recall';
  readonly reason: string;
  /** What it undoes, as it was tried or done. */
  readonly tried: Partial<Schemas['RecalledCampaign']>;
}

interface Confirmation {
  readonly act: 'confirm';
  readonly asked: BodyOf<'confirmAssessments'>['assessments'];
  readonly tried: Partial<Schemas['ConfirmedAssessments']>;
}

/** What is to happen to which campaign. */
export type CampaignRequest = (Launch | Closing | Recall | Confirmation) & { readonly campaign: string };

/** Reads the act out of a proposal; nothing where it is of another kind, or where the request is kept no more. */
export function campaignRequestOf({ operation, request, preview, result }: Proposal): CampaignRequest | undefined {
  const campaign = Object(request?.params).id;
  if (!request?.body || typeof campaign !== 'string') return undefined;
  const answer = result?.body ?? preview.body ?? {};
  // What the gate has kept passed the schema of the operation that it is of.
  if (operation === LAUNCH) {
    const { reason } = request.body as BodyOf<'launchCampaign'>;
    return { act: 'launch', campaign, reason, tried: answer as Launch['tried'] };
  }
  if (operation === CLOSING) {
    const { reason } = request.body as BodyOf<'closeCampaign'>;
    return { act: 'close', campaign, reason, closed: (result?.body ?? undefined) as Closing['closed'] };
  }
  if (operation === RECALL) {
    const { reason } = request.body as BodyOf<'recallCampaign'>;
    return { act: 'recall', campaign, reason, tried: answer as Recall['tried'] };
  }
  if (operation !== CONFIRMATION) return undefined;
  const { assessments: asked } = request.body as BodyOf<'confirmAssessments'>;
  return { act: 'confirm', campaign, asked, tried: answer as Confirmation['tried'] };
}
