import type { Tx } from '../../db/index.ts';
import { reaches, text } from '../../kernel/index.ts';
import { regionsOfAgencies } from '../../log/index.ts';
import { agenciesNamed, type RecordingContext } from '../../reference/index.ts';
import type { SeenAgency, SeenFault } from './seen.ts';

/** A row of any file that may say whose it is. */
interface AgencyRow {
  readonly agency: SeenAgency;
  readonly columns: ReadonlyMap<string, string>;
}

export interface AgencyQuestion extends Pick<RecordingContext, 'actor'> {
  readonly rows: readonly AgencyRow[];
  /** Whose they are where a row does not say it. */
  readonly agencyCode: string | null;
}

/** Whose a row is: by its credit code, by its name, else as the request says. Null: nobody's within reach. */
export async function findAgenciesOfRows(
  tx: Tx,
  { rows, actor, agencyCode }: AgencyQuestion,
): Promise<(row: AgencyRow) => string | null> {
  const names = new Set(rows.flatMap(({ agency }) => (agency.code === null ? (agency.name ?? []) : [])));
  const named = names.size === 0 ? new Map<string, readonly string[]>() : await agenciesNamed(tx, [...names]);
  const stated = rows.flatMap(({ agency }) => agency.code ?? []);
  const codes = new Set([...stated, ...[...named.values()].flat(), ...(agencyCode === null ? [] : [agencyCode])]);
  const regions = await regionsOfAgencies(tx, [...codes]);
  const reached = (code: string | null | undefined): string | null => {
    const region = code && regions.get(code);
    return code && region && reaches(actor.grant, { code, region }) ? code : null;
  };
  return ({ agency: { code, name } }) => {
    if (code !== null) return reached(code);
    if (name === null) return reached(agencyCode);
    const [one, ...others] = named.get(name) ?? [];
    return others.length > 0 ? null : reached(one);
  };
}

const NO_AGENCY = text('未找到该单位（或有多个同名单位）。', 'There is no such agency, or several with this name.');
const NO_AGENCY_STATED = text(
  '未说明单位：请以参数 agencyCode 给出统一社会信用代码。',
  'It is not said whose it is: send the parameter agencyCode.',
);

export function noAgency({ agency, columns }: AgencyRow): SeenFault {
  const isStated = agency.code !== null || agency.name !== null;
  const field = agency.code === null ? 'agencyName' : 'agencyCode';
  return { column: columns.get(field) ?? null, text: isStated ? NO_AGENCY : NO_AGENCY_STATED };
}
