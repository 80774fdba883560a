import type { Schemas } from '../client/operation.ts';
import { listAgencies } from '../client/operations.generated.ts';
import { useMay, useSession } from '../client/session-context.tsx';
import { useRead } from '../client/use-gate.ts';
import { writeRegion } from '../words/region-names.ts';
import { useWords } from '../words/use-words.ts';
import { ACCOUNT_WORDS } from './account-words.ts';

type Grant = Schemas['Grant'];

const AGENCIES_MAX = 200;

/** What a grant reaches, in words: agencies by name where this role may read names, a region by its name and code. */
export function useReachWords(): (grant: Grant) => string {
  const words = useWords(ACCOUNT_WORDS);
  const may = useMay();
  const { roles } = useSession();
  const isWanted = may(listAgencies) && roles.some(({ grant }) => grant.region === undefined);
  const agencies = useRead(listAgencies, { query: { limit: AGENCIES_MAX } }, { isWanted });
  const names = new Map(agencies.data?.data.items.map(({ code, name }) => [code, name]));
  const nameOf = (code: string): string => {
    const name = names.get(code);
    return name === undefined ? code : words.named(name, code);
  };
  return ({ region, agencies: codes = [] }) => {
    if (region !== undefined) return words.region(writeRegion(region));
    return words.agencies(codes.map((code) => nameOf(code)));
  };
}
