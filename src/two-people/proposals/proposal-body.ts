import type { components } from '../../http/openapi.generated.ts';
import { canonicalJson } from '../../kernel/index.ts';
import type { ListedProposal } from './find-listed.ts';
import type {
  KeptAnswer,
  KeptPreview,
  Proposal,
  ProposalContent,
  ProposalReading,
  ProposalSignature,
} from './proposal.ts';
import { assignSlots } from './signature-slots.ts';

type Schemas = components['schemas'];

/** A proposal as lists show it: who asks for what, as far as that is short, and who has signed. */
export function toProposalSummaryBody(listed: ListedProposal): Schemas['ProposalSummary'] {
  const { proposal, names, about } = listed;
  const { request, preview, result } = toProposalBody(listed);
  const [asked, tried, done] = [request?.body, preview.body, result?.body].map(withoutLong);
  const isWhole = request !== null && asked === request.body && tried === preview.body && done === result?.body;
  const common = commonBody(proposal);
  return {
    ...{ ...common, whole: isWhole },
    agencyNames: common.agencies.map((code) => names.get(code) ?? null),
    request: request && { ...request, body: asked },
    preview: { ...preview, body: tried, words: null },
    result: result && { ...result, body: done },
    order: about.order ? { reference: about.order.reference, decisionId: about.order.decisionId } : null,
    dueOn: about.dueOn ?? null,
  };
}

/** In a list, a member of a body that is longer as JSON is left out, unless it is a text. */
const LISTED_CHARACTERS_MAX = 2_000;

function withoutLong(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  const members = Object.entries(body);
  const short = members.filter(([, value]) => !isLong(value));
  return short.length === members.length ? body : Object.fromEntries(short);
}

function isLong(value: unknown): boolean {
  return typeof value === 'object' && canonicalJson(value).length > LISTED_CHARACTERS_MAX;
}

function commonBody(proposal: Proposal) {
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
export function toProposalBody(
  { proposal, content }: ProposalReading,
  lacking: readonly number[] = [],
): Schemas['Proposal'] {
  const { preview, result } = proposal;
  const common = commonBody(proposal);
  return {
    ...common,
    slots: common.slots.map((slot, place) => (lacking.includes(place) ? { ...slot, lacksSigner: true } : slot)),
    request: content ? requestBody(content) : null,
    preview: { ...answerBody(preview), words: wordsBody(preview) },
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

function answerBody({ status, location, body }: KeptAnswer): Omit<Schemas['ProposedAnswer'], 'words'> {
  return { status, location, body };
}

function wordsBody({ words }: KeptPreview): Schemas['SigningWords'] | null {
  return words ? (structuredClone(words) as Schemas['SigningWords']) : null;
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
