import assert from 'node:assert/strict';
import { GateWatch } from '../../src/web/client/gate-watch.ts';
import { type Meeting, Saver } from '../../src/web/form/saving/saver.ts';
import type { SavingState } from '../../src/web/form/saving/saving-state.ts';
import { Clock, type Content, FakeGate, type Kept, RETRY_AFTER_S, settled } from './fake-gate.ts';

const PAUSE_MS = 250;

/** A page on which somebody types, with its saver and what it was told last. */
function openPage({ joins = false } = {}) {
  const gate = new FakeGate();
  const clock = new Clock();
  const tellers = { back: new Set<() => void>(), signedIn: new Set<() => void>() };
  const onOf = (set: Set<() => void>) => (tell: () => void) => {
    set.add(tell);
    return () => void set.delete(tell);
  };
  const page = { typed: '', state: { is: 'untouched' } as SavingState, kept: [] as (number | undefined)[] };
  const join = ({ mine, theirs }: Meeting<Content, Kept>): void => {
    page.typed = `${theirs.text}+${mine.text}`;
  };
  const saver = new Saver<Content, Kept>({
    ...{ keeper: gate, kept: undefined, base: { text: '' }, pauseMs: PAUSE_MS, timing: clock },
    content: () => ({ text: page.typed }),
    news: { onBack: onOf(tellers.back), onSignedIn: onOf(tellers.signedIn) },
    ...(joins && { join }),
    tell: (state, kept) => {
      page.state = state;
      page.kept.push(kept?.id);
    },
  });
  saver.start();
  const type = (text: string): void => {
    page.typed = text;
    saver.changed();
  };
  const hear = async (set: Set<() => void>): Promise<void> => {
    for (const tell of set) tell();
    await settled();
  };
  return {
    ...{ gate, clock, saver, page, type },
    gateIsBack: () => hear(tellers.back),
    signIn: () => hear(tellers.signedIn),
    /** Types and waits until it is saved or refused. */
    save: async (text: string) => {
      type(text);
      await clock.pass(PAUSE_MS);
    },
  };
}

describe('what is typed and saved by itself, at each instant of a save', () => {
  it('1. before the first key: nothing is unsaved, and nothing is sent', async () => {
    const { gate, clock, saver, page } = openPage();

    await saver.flush();
    await clock.pass(60_000);

    assert.deepEqual([page.state.is, saver.isUnsaved(), gate.requests], ['untouched', false, 0]);
  });

  it('1b. of a draft that was opened it says when that was saved', () => {
    const { gate, clock } = openPage();
    const kept = { id: 1, version: 1, savedAt: 'yesterday' };
    const saver = new Saver<Content, Kept>({
      ...{ keeper: gate, kept, base: { text: 'a' }, content: () => ({ text: 'a' }), pauseMs: PAUSE_MS },
      ...{ news: { onBack: () => () => undefined, onSignedIn: () => () => undefined }, timing: clock },
      tell: () => undefined,
    });

    assert.deepEqual([saver.state, saver.isUnsaved()], [{ is: 'saved', at: 'yesterday' }, false]);
  });

  it('2. after a key and before the pause: unsaved, and said so', async () => {
    const { gate, clock, saver, page, type } = openPage();

    type('a');
    await clock.pass(PAUSE_MS - 1);
    type('ab');
    await clock.pass(PAUSE_MS - 1);

    assert.deepEqual([page.state.is, saver.isUnsaved(), gate.requests], ['unsaved', true, 0]);
  });

  it('3. during the request: saving, and what is typed meanwhile is saved on top of it', async () => {
    const { gate, clock, saver, page, type, save } = openPage();
    gate.turns = ['held'];
    await save('a');
    assert.deepEqual([page.state.is, saver.isUnsaved()], ['saving', true]);
    type('ab');
    gate.release();
    await settled();
    assert.deepEqual([page.state.is, saver.isUnsaved()], ['unsaved', true]);

    await clock.pass(PAUSE_MS);

    assert.deepEqual([page.state, saver.isUnsaved(), gate.texts()], [{ is: 'saved', at: 'v2' }, false, ['ab']]);
  });

  it('4. the request is lost: away, with all that is typed meanwhile, and saved by itself once the gate is back', async () => {
    const { gate, clock, saver, page, type, save, gateIsBack } = openPage();
    await save('a');
    gate.turns = ['lost', 'lost', 'lost'];
    await save('ab');
    assert.deepEqual([page.state.is, saver.isUnsaved(), gate.texts()], ['away', true, ['a']]);
    type('abc');
    await clock.pass(3_000);
    assert.deepEqual([page.state.is, gate.turns.length], ['away', 0]);

    await gateIsBack();

    assert.deepEqual([page.state.is, saver.isUnsaved(), gate.texts()], ['saved', false, ['abc']]);
  });

  it('4b. nobody tells that the gate is back: it tries less and less often, and never gives up', async () => {
    const { gate, clock, page, save } = openPage();
    gate.turns = Array.from({ length: 12 }, () => 'lost');
    await save('a');
    await clock.pass(60_000);
    assert.equal(page.state.is, 'away');
    assert.ok(gate.requests >= 6 && gate.requests <= 9, `${gate.requests} requests in a minute`);

    await clock.pass(120_000);

    assert.deepEqual([page.state.is, gate.texts()], ['saved', ['a']]);
  });

  it('5. the answer is lost: what stands there is known as its own, and there is one draft', async () => {
    const { gate, clock, page, type, save } = openPage();
    gate.turns = ['answer lost'];
    await save('a');
    assert.deepEqual([page.state.is, gate.texts()], ['away', ['a']]);
    type('ab');
    await clock.pass(1_000);
    assert.deepEqual([page.state.is, gate.texts()], ['saved', ['ab']]);

    gate.turns = ['answer lost', 'lost'];
    await save('abc');
    type('abcd');
    await clock.pass(10_000);

    assert.deepEqual([page.state.is, gate.texts()], ['saved', ['abcd']]);
  });

  it('6. the gate is busy: waits as long as it was asked to', async () => {
    const { gate, clock, page, save } = openPage();
    gate.turns = [503];
    await save('a');
    await clock.pass(RETRY_AFTER_S * 1_000 - 1);
    assert.deepEqual([page.state.is, gate.requests], ['busy', 1]);

    await clock.pass(1);

    assert.deepEqual([page.state.is, gate.texts()], ['saved', ['a']]);
  });

  it('7. 401: waits for a sign-in, and saves then without another key', async () => {
    const { gate, clock, saver, page, type, save, signIn } = openPage();
    gate.turns = [401];
    await save('a');
    type('ab');
    await clock.pass(600_000);
    assert.deepEqual([page.state.is, saver.isUnsaved(), gate.requests], ['signed-out', true, 1]);

    await signIn();

    assert.deepEqual([page.state.is, gate.texts()], ['saved', ['ab']]);
  });

  it('8. 412: a person chooses, and until then nothing is sent', async () => {
    const { gate, clock, saver, page, type, save } = openPage();
    await save('a');
    gate.saveElsewhere('theirs');
    await save('ab');
    const { requests } = gate;
    type('abc');
    await clock.pass(60_000);
    assert.deepEqual([page.state.is, saver.isUnsaved(), gate.requests], ['conflict', true, requests]);
    const meeting = await saver.meet();
    assert.deepEqual([meeting?.base.text, meeting?.mine.text, meeting?.theirs.text], ['a', 'abc', 'theirs']);
    assert.deepEqual(gate.texts(), ['theirs']);

    page.typed = 'joined';
    await saver.resume();

    assert.deepEqual([page.state.is, saver.isUnsaved(), gate.texts()], ['saved', false, ['joined']]);
  });

  it('8b. 412 where both can be joined: joined and saved', async () => {
    const { gate, saver, page, save } = openPage({ joins: true });
    await save('a');
    gate.saveElsewhere('theirs');

    await save('ab');

    assert.deepEqual([page.state.is, saver.isUnsaved(), gate.texts()], ['saved', false, ['theirs+ab']]);
  });

  it('9. 404: it was submitted or removed elsewhere, and is never asked for again', async () => {
    const { gate, clock, saver, page, type, save } = openPage();
    await save('a');
    gate.drafts.clear();
    await save('ab');
    const { requests } = gate;
    for (const text of ['abc', 'abcd', 'abcde']) {
      type(text);
      await clock.pass(60_000);
    }
    assert.deepEqual([page.state, gate.requests], [{ is: 'gone', how: 'unknown' }, requests]);
    assert.equal(saver.isUnsaved(), true);

    await saver.saveAsNew();

    assert.deepEqual([page.state.is, saver.isUnsaved(), gate.texts()], ['saved', false, ['abcde']]);
  });

  it('10. refused: says why, does not ask again by itself, and tries with the next key', async () => {
    const { gate, clock, saver, page, save } = openPage();
    gate.turns = [409];
    await save('a');
    await clock.pass(600_000);
    assert.deepEqual([page.state.is, saver.isUnsaved(), gate.requests], ['refused', true, 1]);

    await save('ab');

    assert.deepEqual([page.state.is, gate.texts()], ['saved', ['ab']]);
  });

  it('11. it is sent for good while a save is on its way: nothing is unsaved, whatever becomes of that save', async () => {
    const { gate, clock, saver, page, save } = openPage();
    await save('a');
    gate.turns = ['held', 'lost'];
    await save('ab');
    const ending = saver.end();
    gate.release();
    const kept = await ending;
    await clock.pass(60_000);

    assert.deepEqual([page.state.is, saver.isUnsaved(), kept?.id], ['untouched', false, 1]);
  });

  it('12. it is sent for good while its first save is on its way: the page never hears of a draft that nobody needs', async () => {
    const { gate, saver, page, save } = openPage();
    gate.turns = ['held'];
    await save('a');
    const ending = saver.end();
    gate.release();
    const kept = await ending;

    assert.deepEqual([kept?.id, new Set(page.kept)], [1, new Set([undefined])]);
  });
});

describe('the watch for the gate', () => {
  it('says at once that it is away, looks for it less and less often, and says once that it is back', async () => {
    const clock = new Clock();
    let isThere = false;
    let looks = 0;
    const look = async (): Promise<boolean> => {
      looks += 1;
      return isThere;
    };
    const watch = new GateWatch({ look, after: clock.after });
    const told: boolean[] = [];
    let backs = 0;
    watch.onChange(() => told.push(watch.isAway()));
    watch.onBack(() => (backs += 1));

    watch.answered();
    watch.missed();
    watch.missed();
    assert.deepEqual(told, [true]);
    await clock.pass(60_000);
    assert.ok(looks >= 6 && looks <= 9, `${looks} looks in a minute`);
    isThere = true;
    await watch.lookNow();

    assert.deepEqual([told, backs], [[true, false], 1]);
    const before = looks;
    await clock.pass(60_000);
    assert.equal(looks, before);
  });
});
