import type { components } from '../../http/openapi.generated.ts';
import type { KeptAnswer, Proposal, ProposalContent, ProposalReading, ProposalSignature } from './proposal.ts';
import { assignSlots } from './signature-slots.ts';

type Schemas = components['schemas'];

/** A proposal as lists show it: who asks for what, and who has signed. */
export function toProposalSummaryBody(proposal: Proposal): Schemas['ProposalSummary'] {
  const { id, operation, state, digest, maker, agencies, madeAt, lapsesAt, closing } = proposal;
  return {
    ...{ id, operation, state, digest, madeAt, lapsesAt },
    maker: { person: maker.person, name: maker.name, role: maker.role },
    agencies: agencies.slice(0, AGENCIES_SHOWN_MAX),
    slots: slotBodies(proposal),
    closing: closing && {
      by: { person: closing.person, name: closing.name },
      at: closing.at,
      reason: closing.reason,
    },
  };
}

const AGENCIES_SHOWN_MAX = 100;

/** The same with what is asked, word for word; of a file its size. */
export function toProposalBody({ proposal, content }: ProposalReading): Schemas['Proposal'] {
  const { preview, result } = proposal;
  return {
    ...toProposalSummaryBody(proposal),
    request: content ? requestBody(content) : null,
    preview: answerBody(preview),
    result: result && { ...answerBody(result), at: result.at, logIndex: result.logIndex },
  };
}

function requestBody({ params, query, body, ifMatch }: ProposalContent): Schemas['ProposedRequest'] {
  const { value, file } = body;
  return {
    params,
    query,
    ifMatch: ifMatch === null ? null : `"${ifMatch}"`,
    body: file === null ? value : null,
    file: file && { mediaType: file.mediaType, characters: String(value).length },
  };
}

function answerBody({ status, location, body }: KeptAnswer): Schemas['ProposedAnswer'] {
  return { status, location, body };
}

function slotBodies({ slots, signatures }: Proposal): Schemas['ProposalSlot'][] {
  const roles = signatures.map(({ role }) => role);
  const places = assignSlots(slots, roles) ?? [];
  return slots.map((accepted, place) => {
    const given = signatures[places.indexOf(place)];
    return { roles: [...accepted], signature: given ? signatureBody(given) : null };
  });
}

function signatureBody({ person, name, role, at }: ProposalSignature): Schemas['ProposalSignature'] {
  return { person, name, role, at };
}
