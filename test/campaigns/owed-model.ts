import assert from 'node:assert/strict';
import type { Caller } from '../support/gate.ts';
import type { ModelCampaign, ModelPeople, ModelUnit } from './campaign-model.ts';
import { done } from './campaign-support.ts';

const KINDS = { asked: 'filing-due', returned: 'filing-returned' } as const;
type OwedState = keyof typeof KINDS;

/** What a unit owes, said once more: after the close as before it. */
function stateOf({ isExcused, revisions }: ModelUnit): OwedState | null {
  const last = revisions.at(-1);
  if (isExcused) return null;
  if (!last) return 'asked';
  return last.isReturned ? 'returned' : null;
}

/** All pages of the list behind an entry of the to-do, two at a time, and the count that the to-do has. */
async function readOwed(
  caller: Caller,
  state: OwedState,
): Promise<{ readonly count: number; readonly codes: string[] }> {
  const { items } = (await done(caller.get('/v1/in-tray'))).body;
  const entry = items.find(({ kind }: { readonly kind: string }) => kind === KINDS[state]);
  assert.deepEqual([entry.operation, entry.query], ['listOwedFilings', { state }]);
  const codes: string[] = [];
  for (let after = ''; ; ) {
    const { body } = await done(caller.get(`/v1/owed-filings?state=${state}&limit=2${after}`));
    codes.push(...body.items.map(({ unit }: { readonly unit: { readonly agencyCode: string } }) => unit.agencyCode));
    if (body.next === null) return { count: entry.count, codes: codes.toSorted() };
    after = `&after=${body.next}`;
  }
}

/** Of everybody, and of the people of one unit: the to-do counts what its list has, and that is what is owed. */
export async function compareOwed(people: ModelPeople, campaign: ModelCampaign, one: string): Promise<void> {
  const units = [...campaign.units.values()];
  const ownOfOne = units.filter(({ code, coveredBy }) => (coveredBy ?? code) === one);
  const officerOfOne = await people.gate.as('procurement-officer', { grant: { agencies: [one] } });
  for (const [caller, reached] of [
    [people.officer, units],
    [officerOfOne, ownOfOne],
  ] as const) {
    for (const state of ['asked', 'returned'] as const) {
      const owed = reached.filter((unit) => stateOf(unit) === state).map(({ code }) => code);
      const expected = { count: owed.length, codes: owed.toSorted() };
      assert.deepEqual(
        await readOwed(caller, state),
        expected,
        `${state} within reach of ${caller === people.officer ? 'all' : one}`,
      );
    }
  }
}
