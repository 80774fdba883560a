import { Refusal, text } from '../../../kernel/index.ts';
import type { SeenComputer } from '../seen.ts';
import { listIn, type Members, membersIn } from './agent-text.ts';
import { isGlpiScan, readGlpiScan } from './glpi-scan.ts';
import { isOcsScan, joinedOcsScans, readOcsScan } from './ocs-scan.ts';

/**
 * Reads what agents found: one scan or a list of them, in GLPI's format or OCS Inventory's, whose API answers several
 * computers as members of one object, by its own numbers of them.
 */
export function readScans(body: unknown): readonly SeenComputer[] {
  const scans = joinedOcsScans(scansIn(body));
  if (scans.length === 0) throw notAScan();
  return scans.map((scan, at) => {
    if (isGlpiScan(scan)) return readGlpiScan(scan, at + 1);
    if (isOcsScan(scan)) return readOcsScan(scan, at + 1);
    return { ...NOTHING, row: at + 1, faults: [NO_FORMAT] };
  });
}

function scansIn(body: unknown): readonly Members[] {
  if (Array.isArray(body)) return body.flatMap((each: unknown) => [...scansIn(each)]);
  const members = membersIn(body);
  if (!members) return [{}];
  if (isGlpiScan(members) || isOcsScan(members)) return [members];
  const inside = listIn(Object.values(members));
  return inside.length > 0 && inside.every(isOcsScan) ? inside : [members];
}

const NOTHING: Omit<SeenComputer, 'row'> = {
  agency: { code: null, name: null },
  device: {},
  columns: new Map(),
  software: null,
  ...{ covers: [], oemRights: [], faults: [], remarks: [] },
  seenOn: null,
};

const NO_FORMAT = {
  column: null,
  text: text(
    '不是可识别的扫描结果：应为 GLPI（content）或 OCS Inventory（hardware、bios）的 JSON。',
    'No scan that is known: it should be JSON of GLPI (content) or OCS Inventory (hardware, bios).',
  ),
};

function notAScan(): Refusal {
  const message = text('文件中没有扫描结果。', 'There is no scan in the file.');
  return new Refusal('invalid', 'import.no_scans', message, [{ pointer: '', message: '' }]);
}
