import type { BodyOf, OperationId, Schemas } from '../client/operation.ts';
import { submitFiling } from '../client/operations.generated.ts';
import type { Proposal } from './proposal.ts';

/** Who signs a filing on paper signs the same sheet. It is not called from here. */
const ON_PAPER: OperationId = 'fileOnPaper';

/** In the gate, or as the office types it from paper. */
type FilingBody = BodyOf<'submitFiling'> & Pick<BodyOf<'fileOnPaper'>, 'receivedOn'>;

/** What a unit files, as the request says it. */
export interface FilingRequest {
  readonly campaign: string;
  /** The asked agency; the only one of its maker where the request does not say it. */
  readonly reporter: string | undefined;
  /** As the trial called it; nothing where no answer was kept. */
  readonly reporterName: string | undefined;
  readonly body: FilingBody;
  /** What the gate works out of it, tried or done; absent where it was not kept. */
  readonly revision: Schemas['FilingRevision'] | undefined;
  /** Whether its signatures accept it as well. */
  readonly isTaken: boolean;
}

/** Whether a signature files something. */
export function isFiling(operation: string): boolean {
  return operation === submitFiling.id || operation === ON_PAPER;
}

/** Reads the filing out of a proposal; nothing where it is another kind of act, or where the request is kept no more. */
export function filingRequestOf(proposal: Proposal): FilingRequest | undefined {
  const { operation, request, preview, result, agencies } = proposal;
  const campaign = Object(request?.params).id;
  if (!isFiling(operation)) return undefined;
  if (!request?.body || typeof campaign !== 'string') return undefined;
  // What the gate has kept passed the schema of the operation that it is of.
  const body = request.body as FilingBody;
  const {
    newest,
    agencyName: reporterName,
    state,
  } = (result?.body ?? preview.body ?? {}) as Partial<Schemas['Filing']>;
  const reporter = body.reporter ?? agencies[0];
  const isTaken = state === 'accepted';
  return { campaign, reporter, reporterName, body, isTaken, revision: newest && statedIn(body, newest) };
}

/** The cells are those of the request, whose digest is signed; what the gate only worked out is of its trial. */
function statedIn(body: FilingRequest['body'], tried: Schemas['FilingRevision']): Schemas['FilingRevision'] {
  const { cells, texts = {}, rows = {}, reasons = {}, files = [], receivedOn = null } = body;
  const { signedFor = null, reason = null } = body;
  const differences = tried.differences.map((one) => ({ ...one, reason: reasons[one.cell] ?? null }));
  return { ...tried, cells, texts, rows, reasons, files, receivedOn, signedFor, reason, differences };
}
