import assert from 'node:assert/strict';
import { BUREAU, bureau, gateForEachTest, given, head, library } from '../agencies/agency-examples.ts';
import { onOneEngine } from '../support/databases.ts';
import type { Caller } from '../support/gate.ts';

const PERSONS = '/v1/responsible-persons';

onOneEngine('other files run its statements on both', (engine) => {
  describe('alerts of the legalization office', () => {
    const here = gateForEachTest(engine);
    let office: Caller;

    beforeEach(async () => {
      await given(here.gate, '/v1/agencies', bureau());
      office = await here.gate.as('legalization-office');
    });

    const alertsOf = async (caller: Caller, kind: string): Promise<readonly (readonly unknown[])[]> => {
      const { status, body } = await caller.get(`/v1/alerts?kind=${kind}`);
      assert.equal(status, 200, JSON.stringify(body));
      return body.items.map((alert: { [name: string]: unknown }) => [
        ...[alert.agencyName, alert.severity, alert.dueOn, alert.count],
        (alert.title as { 'zh-CN': string })['zh-CN'],
      ]);
    };

    it('tell of agencies with a vacant seat, each of the four, for as long as nobody is in office', async () => {
      await given(here.gate, '/v1/agencies', library());
      const none = await alertsOf(office, 'vacancy');
      await given(here.gate, PERSONS, head());
      for (const duty of ['leader-in-charge', 'responsible'])
        await given(here.gate, PERSONS, head({ duty, name: '吴越' }));
      const oneLess = await alertsOf(office, 'vacancy');
      await given(here.gate, PERSONS, head({ duty: 'liaison', name: '周敏', from: '2026-06-02' }));
      const notYet = await alertsOf(office, 'vacancy');
      here.gate.clock.advance({ days: 1 });
      const complete = await alertsOf(office, 'vacancy');

      const library4 = ['荆州市图书馆', 'soon', null, 4, '没有在任的第一责任人、分管领导、具体责任人和联络员'];
      const withoutLiaison = ['荆州市文化和旅游局', 'soon', null, 1, '没有在任的联络员'];
      assert.deepEqual(none[1], library4);
      assert.deepEqual([oneLess, notYet], Array(2).fill([withoutLiaison, library4]));
      assert.deepEqual(complete, [library4]);
    });

    it('tell of rectifications that are due or overdue, to the agency and to the office', async () => {
      const liaison = await here.gate.as('agency-liaison', { grant: { agencies: [BUREAU] } });
      const wish = { kind: 'rectification', title: '2 套无授权', owner: BUREAU, severity: 'high' };
      await office.post('/v1/matters', { ...wish, dueOn: '2026-06-19' });
      await office.post('/v1/matters', { ...wish, dueOn: '2026-09-09' });
      const due = await alertsOf(liaison, 'matter-due');
      here.gate.clock.advance({ days: 20 });
      const overdue = await alertsOf(office, 'matter-due');

      const name = '荆州市文化和旅游局';
      assert.deepEqual(due, [[name, 'soon', '2026-06-19', null, '整改须于 2026-06-19 前答复']]);
      assert.deepEqual(overdue[0], [name, 'urgent', '2026-06-19', null, '整改已逾期 2 天未答复']);
      assert.equal(overdue.length, 2);
    });
  });
});
