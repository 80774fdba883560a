import type { Database } from '../../db/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import { languageOf } from '../../http/language.ts';
import type { Handler, Handlers } from '../../http/operation.ts';
import type { CivilDate } from '../../kernel/index.ts';
import { importAtOnce, type ReferenceImport, referenceRoutes, tryImport } from '../../reference/index.ts';
import { fileOwner } from '../../tables/index.ts';
import {
  bytesOf,
  detailLedger,
  type InventoryFileRequest,
  licences,
  maintenanceLedger,
  snipeAssets,
  summaryLedger,
  validatedComputer,
} from './inventory-files-routes.ts';
import {
  computersImport,
  type InventoryDeps,
  type InventoryRequest,
  licencesImport,
  maintenanceImport,
  summaryComparison,
} from './inventory-import-routes.ts';
import { SOFTWARE_NAMES } from './record-software-names.ts';
import { readScans } from './scans/agent-scans.ts';

export const INVENTORY_KINDS = [
  ...(['detail-ledger', 'maintenance-ledger', 'summary-ledger', 'snipe-assets', 'licences'] as const),
];
export type InventoryKind = (typeof INVENTORY_KINDS)[number];

export function isInventoryKind(kind: string): kind is InventoryKind {
  return INVENTORY_KINDS.some((each) => each === kind);
}

/** A file of some kind as steps that import it and steps that only try; a summary is only ever compared. */
export function inventoryImport(
  deps: InventoryDeps,
  kind: InventoryKind,
  asked: InventoryFileRequest & Omit<InventoryRequest, 'kind'>,
): Promise<Pick<ReferenceImport, 'trial'> & Partial<ReferenceImport>> {
  switch (kind) {
    case 'detail-ledger':
      return computersImport(deps, detailLedger(asked), { ...asked, kind, source: 'survey' });
    case 'snipe-assets':
      return computersImport(deps, snipeAssets(asked), { ...asked, kind, source: 'survey' });
    case 'maintenance-ledger':
      return maintenanceImport(deps, maintenanceLedger(asked), { ...asked, kind });
    case 'licences':
      return licencesImport(deps, licences(asked), { ...asked, kind });
    case 'summary-ledger':
      return summaryComparison(deps, summaryLedger(asked), { ...asked, kind });
  }
}

/** What agents found, as it came in JSON. */
export function scansImport(
  deps: InventoryDeps,
  body: unknown,
  asked: Omit<InventoryRequest, 'kind'>,
): Promise<ReferenceImport> {
  const computers = readScans(body).map((computer) => validatedComputer(computer, asked.language));
  const file = {
    items: async function* () {
      yield computers;
    },
    ignored: () => [],
  };
  return computersImport(deps, file, { ...asked, kind: 'scans', source: 'agent' });
}

/** Existing inventory as it is imported, and what names of software mean. */
export function inventoryRoutes(db: Database, deps: InventoryDeps): Handlers {
  const names = referenceRoutes(db, deps, {
    kind: SOFTWARE_NAMES,
    path: '/v1/software-names',
    creation: 'SoftwareNameCreation',
    answer: ({ state }) => state,
  });

  const importInventory: Handler<'importInventory'> = async (req, res) => {
    const actor = actorOf(req);
    const { kind } = req.params;
    const { dryRun = false, encoding, agencyCode, channel, seenOn } = req.query;
    const language = languageOf(req.get('accept-language'));
    const file = { bytes: req.body, encoding, contentType: req.get('content-type'), owner: fileOwner(actor.grant) };
    const told = { agencyCode, channel, seenOn: seenOn as CivilDate | undefined };
    const { steps, trial } = await inventoryImport(deps, kind, { file, language, actor, ...told });
    const operation = `import ${kind}`;
    const answer =
      dryRun || !steps
        ? await tryImport({ db }, trial())
        : await importAtOnce({ db, deps }, { operation, file: file.bytes, actor, steps: steps() });
    const { text = () => JSON.stringify(answer.body) } = answer;
    res.status(200).type('application/json').send(text());
  };

  const importScans: Handler<'importScans'> = async (req, res) => {
    const actor = actorOf(req);
    const { dryRun = false, agencyCode } = req.query;
    const language = languageOf(req.get('accept-language'));
    const { steps, trial } = await scansImport(deps, req.body, { actor, agencyCode, language });
    const importing = { operation: 'import scans', file: bytesOf(req.body), actor, steps: steps() };
    const answer = dryRun ? await tryImport({ db }, trial()) : await importAtOnce({ db, deps }, importing);
    const { text = () => JSON.stringify(answer.body) } = answer;
    res.status(200).type('application/json').send(text());
  };

  return {
    importInventory,
    importScans,
    createSoftwareName: names.create,
    listSoftwareNames: names.list,
    getSoftwareName: names.get,
    changeSoftwareName: names.change,
    importSoftwareNames: names.import,
  };
}
