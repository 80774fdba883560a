import { isInSetUpMode } from '../../access/index.ts';
import { importAct } from '../../budget/import/budget-import-routes.ts';
import type { Tx } from '../../db/index.ts';
import { inventoryKnowledge } from '../../gate/inventory-knowledge.ts';
import { REFERENCE_KINDS } from '../../gate/reference-kinds.ts';
import { type CivilDate, type Language, Refusal, text as say } from '../../kernel/index.ts';
import type { GovernedDeps } from '../../log/index.ts';
import { type RowError, validateCsv } from '../../reference/csv-import.ts';
import { importAtOnce, tryImport } from '../../reference/long-act-routes.ts';
import type { ReferenceImport } from '../../reference/reference-import-routes.ts';
import { inventoryImport, isInventoryKind, scansImport } from '../../register/inventory/inventory-routes.ts';
import type { Channel } from '../../register/inventory/lists/licence-list.ts';
import { fileOwner } from '../../tables/index.ts';
import type { Surroundings } from '../command.ts';
import { localActor, localDeps, withDatabase } from '../local-database.ts';
import type { KindName } from './import-kinds.ts';
import { parseScans } from './join-scans.ts';

export interface ImportRequest {
  readonly kind: KindName;
  readonly bytes: Buffer;
  readonly isDryRun: boolean;
  readonly encoding: string | undefined;
  /** What the amounts of budget lines count, where the file does not say it. */
  readonly unit: 'yuan' | 'wan-yuan' | undefined;
  /** Of existing inventory: whose it is, and what its file does not say. */
  readonly agency: string | undefined;
  readonly channel: Channel | undefined;
  readonly seenOn: CivilDate | undefined;
  readonly language: Language;
}

export interface Counts {
  readonly created: number;
  /** Only budget lines are revised by an import. */
  readonly revised?: number;
  /** Only existing inventory updates what is there, or is compared with it. */
  readonly updated?: number;
  readonly compared?: number;
  readonly unchanged: number;
  readonly refused: number;
}

export interface ImportedRow {
  readonly row: number;
  readonly status: 'created' | 'revised' | 'updated' | 'unchanged' | 'compared' | 'refused';
  readonly key?: string | null;
  readonly id?: string | null;
  readonly errors?: readonly RowError[];
  readonly remarks?: readonly RowError[];
}

export interface ImportResult extends Counts {
  readonly dryRun: boolean;
  readonly rows: readonly ImportedRow[];
  readonly unknownNames?: readonly UnknownName[];
  readonly ignoredColumns?: readonly string[];
}

/** A name of software that is not entered before somebody has confirmed what it means. */
export interface UnknownName {
  readonly name: string;
  readonly computers: number;
  readonly readAs: NameReading | null;
  readonly suggestions: readonly { readonly product: string; readonly edition: string | null }[];
}

export interface NameReading {
  readonly product: string;
  readonly edition: string | null;
  readonly version: string | null;
  readonly notUnderstood: readonly string[];
}

/** Imports into the local database as the installer would: in set-up mode only, because later two people are needed. */
export async function importLocally({ config, io }: Surroundings, asked: ImportRequest): Promise<ImportResult> {
  const deps = localDeps(config, io);
  const { steps, trial } = await importOf(deps, asked);
  const { text, body } = await withDatabase(config, (db) => {
    const parts = { db, deps, guard: requireSetUpMode };
    if (asked.isDryRun || !steps) return tryImport(parts, trial());
    const operation = `import ${asked.kind}`;
    return importAtOnce(parts, { operation, file: asked.bytes, actor: localActor('installer'), steps: steps() });
  });
  return (text ? JSON.parse(text()) : body) as ImportResult;
}

/** The file as a whole is read, and may be refused, before the database is opened. */
async function importOf(deps: GovernedDeps, asked: ImportRequest): Promise<TriedImport> {
  const { kind, bytes, encoding, language, agency: agencyCode, channel, seenOn } = asked;
  if (kind === 'budget-lines') return budgetImportOf(deps, asked);
  const actor = localActor('installer');
  if (kind === 'scans')
    return scansImport({ ...deps, ...inventoryKnowledge(deps) }, parseScans(bytes), { actor, agencyCode, language });
  const file = { bytes, encoding, contentType: undefined, owner: fileOwner(actor.grant) };
  if (isInventoryKind(kind))
    return inventoryImport({ ...deps, ...inventoryKnowledge(deps) }, kind, {
      file,
      actor,
      language,
      agencyCode,
      channel,
      seenOn,
    });
  const reference = REFERENCE_KINDS[kind];
  const rows = await validateCsv(file, reference.columns);
  return reference.importOf(deps, { file, rows, actor, language });
}

/** What is only ever compared has no steps that write. */
type TriedImport = Pick<ReferenceImport, 'trial'> & Partial<Pick<ReferenceImport, 'steps'>>;

/** Budget lines come as finance systems export them, and are read by the act that reads them over HTTP. */
async function budgetImportOf(deps: GovernedDeps, { bytes, encoding, unit, language }: ImportRequest) {
  const { check, steps, trial } = importAct(deps);
  const query = { ...(encoding && { encoding: encodingIn(encoding) }), ...(unit && { unit }) };
  const actor = localActor('installer');
  const asked = { actor, params: {}, query, body: bytes, contentType: undefined, ifMatch: undefined, language };
  await check(asked);
  return { steps: () => steps(asked), trial: () => trial(asked) };
}

/** What the command line may call GBK and GB 2312 by is GB 18030, of which they are parts. */
function encodingIn(encoding: string): 'utf-8' | 'gb18030' {
  return /^utf-?8$/i.test(encoding) ? 'utf-8' : 'gb18030';
}

async function requireSetUpMode(tx: Tx): Promise<void> {
  if (await isInSetUpMode(tx)) return;
  const message = say(
    '初始设置已结束：请以自己的密钥通过 --gate 导入。',
    'Set-up has ended: import through the gate with a key of your own (--gate).',
  );
  throw new Refusal('forbidden', 'command.set_up_ended', message);
}
