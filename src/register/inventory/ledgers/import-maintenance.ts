import type { Tx } from '../../../db/index.ts';
import { type CivilDate, groupBy, text } from '../../../kernel/index.ts';
import type { Governed } from '../../../log/index.ts';
import { type Draft, recordChanged } from '../../../reference/index.ts';
import { INSTALLATION, type Installation } from '../../devices/installation.ts';
import { recordInstallations } from '../../entitlements/record-holdings.ts';
import { nameKey } from '../../products/name-key.ts';
import { matchDevice } from '../device-match.ts';
import { findAgenciesOfRows, noAgency } from '../find-agencies-of-rows.ts';
import { findKnownSoftware, type InventoryContext } from '../find-known-software.ts';
import { findNumberedDevices } from '../find-numbered-devices.ts';
import { listInstallations, listInstallationsOf } from '../inventory-repository.ts';
import { type KnownSoftware, wholeName } from '../known-software.ts';
import type { ComputerOutcome, UnknownName } from '../lists/computer-outcome.ts';
import type { SeenFault } from '../seen.ts';
import { applyLine, type TracedInstallation } from './maintenance-changes.ts';
import type { SeenMaintenance } from './maintenance-ledger.ts';

/** All lines of a ledger: those of one computer build on one another. */
export interface MaintenanceLines extends InventoryContext {
  readonly lines: readonly SeenMaintenance[];
  readonly agencyCode: string | null;
}

interface MaintenancePlan {
  readonly outcomes: readonly ComputerOutcome[];
  readonly traced: readonly TracedInstallation[];
}

/** What would become of the lines of 软件安装维护情况明细表. */
export async function planMaintenance(tx: Tx, lines: MaintenanceLines): Promise<readonly ComputerOutcome[]> {
  return (await plan(tx, lines)).outcomes;
}

/** Starts and ends installations as the lines say, in the order of their days. */
export async function importMaintenance(entry: Governed, lines: MaintenanceLines): Promise<readonly ComputerOutcome[]> {
  const { outcomes, traced } = await plan(entry.tx, lines);
  const { actor } = lines;
  const states = traced.flatMap(({ before, after }) => (before === null ? [after] : []));
  await recordInstallations(entry, { states, actor });
  const drafts = traced.flatMap(({ before, after }): Draft<Installation>[] =>
    before === null || before.state === after ? [] : [{ key: before.key, before, changes: null, after }],
  );
  await recordChanged(entry, INSTALLATION, { drafts, act: 'changed', actor, why: {} });
  return outcomes;
}

async function plan(tx: Tx, asked: MaintenanceLines): Promise<MaintenancePlan> {
  const { lines } = asked;
  const agencyOf = await findAgenciesOfRows(tx, { ...asked, rows: lines });
  const numbered = await findNumberedDevices(
    tx,
    lines.map((line) => ({ agencyCode: agencyOf(line), device: line.device })),
  );
  const installations = await listInstallationsOf(tx, numbered.ids);
  const onDevice = groupBy(installations, ({ state }) => state.deviceId);
  const traced = new Map<string, TracedInstallation[]>(
    numbered.ids.map((id) => [id, (onDevice.get(id) ?? []).map((before) => ({ before, after: before.state }))]),
  );
  const ids = lines.flatMap(({ installationId }) => installationId ?? []);
  const named = new Map((await listInstallations(tx, ids)).map(({ state }) => [state.id, state]));
  const agencyCodes = [...new Set(lines.flatMap((line) => agencyOf(line) ?? []))];
  const meaningOf = await findKnownSoftware(tx, {
    ...{ ...asked, agencyCodes },
    names: lines.map(({ software }) => software.name),
  });
  const outcomes = new Map<SeenMaintenance, ComputerOutcome>();
  const inOrder = lines.toSorted((one, other) => compare(one.on, other.on));
  for (const line of inOrder) {
    const agencyCode = agencyOf(line);
    const faults = [...line.faults, ...(agencyCode === null ? [noAgency(line)] : []), ...tooEarly(line, asked)];
    if (agencyCode === null || line.on === null || faults.length > 0) outcomes.set(line, told(line, { faults }));
    else if (isOnFile(line, { agencyCode, named })) {
      outcomes.set(
        line,
        told(line, { status: 'unchanged', deviceId: named.get(line.installationId ?? '')?.deviceId ?? null }),
      );
    } else {
      const match = matchDevice(agencyCode, line.device, numbered);
      const own =
        'device' in match && match.device ? (traced.get(match.device.key) ?? []).map(({ after }) => after) : [];
      const meaning = meaningOf(agencyCode, line.software, own);
      outcomes.set(line, applied(line, { match, meaning, on: line.on, traced, asked }));
    }
  }
  return { outcomes: lines.flatMap((line) => outcomes.get(line) ?? []), traced: [...traced.values()].flat() };
}

interface FiledInstallations {
  readonly agencyCode: string;
  /** Those that lines name, by their ids. */
  readonly named: ReadonlyMap<string, Installation>;
}

/** Whether a line of the gate's own ledger says what the register has: that installation, what it is, and its day. */
function isOnFile(
  { installationId, act, on, software }: SeenMaintenance,
  { agencyCode, named }: FiledInstallations,
): boolean {
  const filed = installationId === null ? undefined : named.get(installationId);
  if (!filed || filed.agencyCode !== agencyCode || nameKey(wholeName(filed)) !== nameKey(software.name)) return false;
  return act === 'install' ? filed.seenFrom === on : act === 'uninstall' && filed.seenTo === on;
}

function compare(one: CivilDate | null, other: CivilDate | null): number {
  if (one === other) return 0;
  return (one ?? '') < (other ?? '') ? -1 : 1;
}

function tooEarly({ on, columns }: SeenMaintenance, asked: MaintenanceLines): readonly SeenFault[] {
  if (on === null || on <= asked.on) return [];
  return [{ column: columns.get('on') ?? null, text: text('日期晚于今天。', 'The day lies in the future.') }];
}

interface MatchedLine {
  readonly match: ReturnType<typeof matchDevice>;
  readonly meaning: ReturnType<Awaited<ReturnType<typeof findKnownSoftware>>>;
  readonly on: CivilDate;
  readonly traced: ReadonlyMap<string, TracedInstallation[]>;
  readonly asked: MaintenanceLines;
}

function applied(line: SeenMaintenance, { match, meaning, on, traced, asked }: MatchedLine): ComputerOutcome {
  const { columns, software } = line;
  if ('conflict' in match) {
    return told(line, { faults: [{ column: columns.get(match.field) ?? match.field, text: match.conflict }] });
  }
  if (match.device === null) return told(line, { faults: [{ column: null, text: NO_DEVICE }] });
  if ('ignored' in meaning) return told(line, { status: 'unchanged', deviceId: match.device.key });
  if ('suggestions' in meaning) {
    const unknown = [{ software, ...meaning }];
    return told(line, { faults: [{ column: columns.get('name') ?? null, text: UNKNOWN_PRODUCT }], unknown });
  }
  const { key: deviceId, state } = match.device;
  const make = (known: KnownSoftware, from: CivilDate): Installation => ({
    ...{ id: asked.newId('ins'), agencyCode: state.agencyCode, deviceId, ...known },
    ...{ source: 'manual', seenFrom: from, seenLast: from, seenTo: null },
  });
  const { act, versionBefore } = line;
  const outcome = applyLine(traced.get(deviceId) ?? [], { act, on, software: meaning.known, versionBefore }, make);
  if ('zh-CN' in outcome) return told(line, { faults: [{ column: null, text: outcome }], deviceId });
  const { started, ended, dated } = outcome;
  const status = started + ended + dated > 0 ? 'updated' : 'unchanged';
  return told(line, { status, deviceId, matchedBy: match.by, started, ended });
}

const NO_DEVICE = text(
  '台账中没有该计算机，请先导入明细表。',
  'The register does not have this computer. Import the detail ledger first.',
);
export const UNKNOWN_PRODUCT = text(
  '未知的软件名称；请先确认其对应的软件产品。',
  'No product has this name. Say first which product it means.',
);

interface OutcomeParts extends Partial<Omit<ComputerOutcome, 'row' | 'key'>> {
  readonly unknown?: readonly UnknownName[];
}

function told({ row, sheet, device }: SeenMaintenance, what: OutcomeParts): ComputerOutcome {
  return {
    ...{ row, sheet, key: device.serial ?? device.assetNumber ?? device.mainboardSerial ?? null },
    ...{ status: 'refused', deviceId: null, matchedBy: null, changes: [], started: 0, seenAgain: 0, ended: 0 },
    ...{ rights: 0, unknown: [], faults: [], remarks: [] },
    ...what,
  };
}
