import { type CivilDate, type Text, text } from '../../../kernel/index.ts';
import type { ReferenceRecord } from '../../../reference/index.ts';
import type { Installation } from '../../devices/installation.ts';
import type { KnownSoftware } from '../known-software.ts';
import type { MaintenanceAct } from './maintenance-ledger.ts';

/** An installation while the lines of a ledger are applied to it. */
export interface TracedInstallation {
  /** Null: the ledger makes it. */
  readonly before: ReferenceRecord<Installation> | null;
  after: Installation;
}

export interface MaintenanceLine {
  readonly act: MaintenanceAct;
  readonly on: CivilDate;
  readonly software: KnownSoftware;
  readonly versionBefore: string | null;
}

/** What became of a line: how many installations it started, ended and dated anew; or the reason why it cannot be so. */
export type LineOutcome = LineChanges | Text;

interface LineChanges {
  readonly started: number;
  readonly ended: number;
  readonly dated: number;
}

const NOTHING: LineChanges = { started: 0, ended: 0, dated: 0 };

/** Applies one line to what is known of its computer; `make` gives an installation that is new. */
export function applyLine(
  traced: TracedInstallation[],
  line: MaintenanceLine,
  make: (software: KnownSoftware, on: CivilDate) => Installation,
): LineOutcome {
  if (line.act === 'uninstall') return uninstall(traced, line);
  const older = line.act === 'upgrade' ? olderOnes(traced, line) : [];
  const seenOn = older.map(({ after }) => after.seenLast).find((day) => day > line.on);
  if (seenOn !== undefined) return seenLater(seenOn);
  for (const each of older) end(each, line.on);
  const ended = { ...NOTHING, ended: older.length };
  if (traced.some(({ after }) => isSame(after, line.software) && coversDay(after, line.on))) return ended;
  // It was seen later than it was installed, as an agent does: then it is that one.
  const later = traced.find(({ after }) => isSame(after, line.software) && after.seenFrom > line.on);
  if (later) {
    later.after = { ...later.after, seenFrom: line.on };
    return { ...ended, dated: 1 };
  }
  traced.push({ before: null, after: make(line.software, line.on) });
  return { ...ended, started: 1 };
}

function olderOnes(traced: readonly TracedInstallation[], line: MaintenanceLine): readonly TracedInstallation[] {
  return traced.filter(
    ({ after }) =>
      isOfProduct(after, line.software) &&
      !isSame(after, line.software) &&
      after.seenTo === null &&
      after.seenFrom <= line.on &&
      (line.versionBefore === null || after.version === line.versionBefore),
  );
}

function uninstall(traced: readonly TracedInstallation[], { software, on }: MaintenanceLine): LineOutcome {
  const own = traced.filter(({ after }) => isOfProduct(after, software) && saysVersion(after, software));
  const open = own.filter(({ after }) => after.seenTo === null && after.seenFrom <= on);
  const [one, ...others] = open;
  if (others.length > 0) return SEVERAL;
  if (!one) return own.some(({ after }) => after.seenTo === on) ? NOTHING : NOT_THERE;
  const { seenLast } = one.after;
  if (seenLast > on) return seenLater(seenLast);
  end(one, on);
  return { ...NOTHING, ended: 1 };
}

function end(traced: TracedInstallation, on: CivilDate): void {
  traced.after = { ...traced.after, seenLast: on, seenTo: on };
}

function isOfProduct(one: KnownSoftware, other: KnownSoftware): boolean {
  return one.category === other.category && one.product === other.product;
}

function isSame(one: KnownSoftware, other: KnownSoftware): boolean {
  return isOfProduct(one, other) && one.edition === other.edition && one.version === other.version;
}

/** A line that names no version is about whichever is there. */
function saysVersion({ version }: KnownSoftware, said: KnownSoftware): boolean {
  return said.version === null || version === said.version;
}

function coversDay({ seenFrom, seenTo }: Installation, on: CivilDate): boolean {
  return seenFrom <= on && (seenTo === null || seenTo >= on);
}

const SEVERAL = text(
  '该计算机上有该软件的多个版本，请写明版本。',
  'Several versions of it are on the computer. Say which one.',
);
const NOT_THERE = text('该计算机上没有登记该软件。', 'The register does not have it on this computer.');

function seenLater(day: CivilDate): Text {
  return text(`${day} 还见到该软件在用。`, `It was still seen on ${day}.`);
}
