import type { Tx } from '../../db/index.ts';
import { canonicalJson } from '../../kernel/index.ts';
import { listSealedTexts, type ReadLeaf } from '../../log/index.ts';
import { type Matter, STEP_TEXT } from '../../matters/index.ts';
import { type Columns, type ToldRow, tableProjection } from './table-projection.ts';

interface LeafRange {
  readonly from: number;
  readonly to: number;
}

interface ToldAgency extends ToldRow {
  readonly part: string;
}

interface AgencyRow extends Columns {
  readonly matter_id: string;
  readonly agency_code: string;
  readonly part: string;
  readonly log_index: number;
}

/** Who sees a matter is what its opening says. */
export const matterAgencyProjection = tableProjection<ToldAgency, AgencyRow>({
  leafTypes: ['matter.opened'],
  toldBy: (_tx, leaves) => leaves.flatMap(agenciesOf),
  rowsIn: (tx, range) => rowsOf<AgencyRow>(tx, 'matter_agencies', range),
  placeOf: (row) => agencyPlace(row, Number(row.log_index)),
  columns: ({ part, place }) => ({ part, log_index: place.index }),
});

function agenciesOf({ subject, body, logIndex }: ReadLeaf): readonly ToldAgency[] {
  const { after } = body as unknown as { readonly after: Pick<Matter, 'owner' | 'coOwners'> };
  const id = keyOf(subject);
  const told = (code: string, part: string): ToldAgency => ({
    place: agencyPlace({ matter_id: id, agency_code: code }, logIndex),
    part,
  });
  return [told(after.owner, 'lead'), ...after.coOwners.map((code) => told(code, 'co'))];
}

function agencyPlace(row: Pick<AgencyRow, 'matter_id' | 'agency_code'>, index: number) {
  return { table: 'matter_agencies', key: `${row.matter_id}/${row.agency_code}`, index };
}

interface ToldStep extends ToldRow {
  readonly step: Columns;
  /** Undefined where it was erased since. */
  readonly text: string | undefined;
}

interface StepRow extends Columns {
  readonly matter_id: string;
  readonly seq: number;
  readonly log_index: number;
}

/** What was done about a matter is what each of its later leaves says. */
export const matterStepProjection = tableProjection<ToldStep, StepRow>({
  leafTypes: ['matter.stepped', 'matter.closed', 'matter.voided'],
  toldBy: listToldSteps,
  rowsIn: (tx, range) => rowsOf<StepRow>(tx, 'matter_steps', range),
  placeOf: (row) => stepPlace(row, Number(row.log_index)),
  columns: ({ step, text, place }) => ({
    ...step,
    ...(text !== undefined && { text }),
    log_index: place.index,
  }),
});

async function listToldSteps(tx: Tx, leaves: readonly ReadLeaf[]): Promise<readonly ToldStep[]> {
  const sealed = await listSealedTexts(
    tx,
    leaves.map(({ logIndex }) => logIndex),
  );
  const texts = new Map(
    sealed.filter(({ pointer }) => pointer === STEP_TEXT).map(({ logIndex, value }) => [logIndex, value]),
  );
  return leaves.map(({ subject, body, logIndex }) => {
    const { step } = body as unknown as { readonly step: LoggedStep };
    const text = texts.get(logIndex);
    return {
      place: stepPlace({ matter_id: keyOf(subject), seq: step.seq }, logIndex),
      step: {
        ...{ act: step.act, files: canonicalJson(step.files), by_person: step.by, on_day: step.on },
        ...{ due_on: step.dueOn, outcome: step.outcome },
      },
      text: text === undefined || text === '' ? undefined : String(JSON.parse(text)),
    };
  });
}

interface LoggedStep {
  readonly seq: number;
  readonly act: string;
  readonly files: readonly string[];
  readonly by: string | null;
  readonly on: string;
  readonly dueOn: string | null;
  readonly outcome: string | null;
}

function stepPlace(row: Pick<StepRow, 'matter_id' | 'seq'>, index: number) {
  return { table: 'matter_steps', key: `${row.matter_id}/${row.seq}`, index };
}

function keyOf(subject: string): string {
  return subject.slice('matter/'.length);
}

async function rowsOf<Row extends object>(tx: Tx, table: string, { from, to }: LeafRange): Promise<readonly Row[]> {
  const rows: Row[] = await tx(table).where('log_index', '>=', from).where('log_index', '<', to);
  return rows;
}
