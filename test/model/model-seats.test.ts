import assert from 'node:assert/strict';
import { onOneEngine } from '../support/databases.ts';
import { runModel } from './run-model.ts';
import type { Step } from './steps.ts';

const PLAIN = {
  pick: 0,
  other: 0,
  who: 1,
  quantity: 1,
  unitPrice: 300_001,
  amount: 1,
  share: 1,
  joins: false,
} as const;

type Told = Pick<Step, 'kind'> & Partial<Step>;

/** A story as the steps of a run: what is not told is as in most runs, where nobody slips and nothing fails. */
function stepsOf(story: readonly Told[]): readonly Step[] {
  return story.map((told, index) => ({ ...PLAIN, index, flavour: 'spare', slip: 'none', fault: null, ...told }));
}

/** Of 24 seats six were installed before; ten that were held for an order go to its machines. Eight are free. */
const DELIVERED: readonly Told[] = [{ kind: 'submit', quantity: 10 }, { kind: 'contract' }, { kind: 'accept' }];
/** One of the machines loses its seat and is given one of the free ones by hand: it uses a seat as before. */
const GIVEN_AGAIN: readonly Told[] = [{ kind: 'take-back' }, { kind: 'allocate' }];

describe('the model and the gate count the seats of machines that an order held them for', () => {
  onOneEngine('the model itself is told on both', (engine) => {
    const tell = async (...story: readonly Told[]): Promise<Readonly<Record<string, number>>> => {
      const steps = stepsOf(story);
      return (await runModel({ engine, steps, planned: steps.length })).happened;
    };

    it('beside what was installed before, also after a seat was taken back and given to the same machine again', async () => {
      const happened = await tell(...DELIVERED, ...GIVEN_AGAIN, { kind: 'submit', quantity: 9 });

      assertHappened(happened, ['take-back held done', 'allocate done', 'submit new: decided rejected']);
    });

    it('no longer once such a machine went back: the next order of the batch may have its seat', async () => {
      const back = { kind: 'return', quantity: 3 } as const;
      const happened = await tell(...DELIVERED, ...GIVEN_AGAIN, back, { kind: 'submit', quantity: 9, joins: true });

      assertHappened(happened, ['return accepted: changed contracted', 'submit new: decided approved']);
    });

    it('also when the machine was repaired and came again before it was given a seat by hand', async () => {
      const again = [
        { kind: 'return', quantity: 3 },
        { kind: 'accept', quantity: 2 },
      ] as const;
      const happened = await tell(...DELIVERED, ...again, ...GIVEN_AGAIN, { kind: 'submit', quantity: 9 });

      assertHappened(happened, ['a machine came again', 'allocate done', 'submit new: decided rejected']);
    });
  });
});

/** So that a story which has come to nothing is not taken for one that holds. */
function assertHappened(happened: Readonly<Record<string, number>>, events: readonly string[]): void {
  const missing = events.filter((event) => !happened[event]);
  assert.deepEqual(missing, [], JSON.stringify(happened));
}
