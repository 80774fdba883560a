import { Refusal, text } from '../../kernel/index.ts';
import { isSpreadsheet, XLSX } from '../../tables/table-file.ts';
import { postTo, type RemoteGate } from '../remote-gate.ts';
import { isInventoryKind } from './import-kinds.ts';
import type { Counts, ImportRequest, ImportResult } from './import-locally.ts';

/** Sends a file to a gate elsewhere, which imports it, or keeps it until another person has signed. */
export async function importRemotely(gate: RemoteGate, asked: ImportRequest): Promise<ImportResult | ProposedImport> {
  const { kind, bytes, isDryRun, encoding, unit, agency, channel, seenOn, language } = asked;
  const query = {
    ...(isDryRun && { dryRun: 'true' }),
    ...(encoding !== undefined && { encoding }),
    ...(unit !== undefined && { unit }),
    ...(agency !== undefined && { agencyCode: agency }),
    ...(channel !== undefined && { channel }),
    ...(seenOn !== undefined && { seenOn }),
  };
  const path = isInventoryKind(kind) ? `/v1/inventory/${kind}/import` : `/v1/${kind}/import`;
  const contentType = kind === 'scans' ? 'application/json' : isSpreadsheet(bytes) ? XLSX : 'text/csv';
  const answer = await postTo(gate, { path, query, body: bytes, contentType, language });
  if (isResult(answer) || isProposed(answer)) return answer;
  throw new Refusal(
    'unavailable',
    'command.not_a_gate',
    text('远程闸口的答复不是导入结果。', 'What the remote gate answered is no result of an import.'),
  );
}

function isResult(answer: unknown): answer is ImportResult {
  return typeof answer === 'object' && answer !== null && 'rows' in answer && 'refused' in answer;
}

/** An import that waits for a second person; its preview counts what would become of the rows. */
export interface ProposedImport {
  readonly id: string;
  readonly lapsesAt: string;
  readonly preview: { readonly body: Counts };
}

export function isProposed(answer: unknown): answer is ProposedImport {
  return typeof answer === 'object' && answer !== null && 'preview' in answer && 'lapsesAt' in answer;
}
