import assert from 'node:assert/strict';
import { forEachEngine } from '../support/databases.ts';
import { type Gate, startGate, testClock } from '../support/gate.ts';
import {
  addUnit,
  COUNTY,
  type County,
  done,
  launchCampaign,
  openCounty,
  refused,
  signed,
  softwareUse,
} from './campaign-support.ts';
import { cell, givenForm, moreThan, rowCell } from './forms/given-form.ts';

const UNFUNDED = '办公软件拟购金额 1000.00 元，已落实资金 200.00 元，尚有差额。';
const MANY = { 'zh-CN': '该型号 {{machine.count}} 台，请核实。', en: '{{machine.count}} of this model: please check.' };

forEachEngine('statements', (engine) => {
  describe('warnings that the sender of a filing has confirmed', () => {
    let gate: Gate;
    let county: County;

    beforeEach(async () => {
      gate = await startGate({ engine, clock: testClock('2017-06-05T01:00:00.000Z') });
      county = await openCounty(gate);
    });
    afterEach(() => gate.close());

    it('are read by the approver before the signature, and by the office after it', async () => {
      const unit = await addUnit(gate);
      const campaign = await launchCampaign(county, { needsReasons: false });
      const money = { 'office.plannedFen': '1000.00', 'office.fundedFen': '200.00' };
      const cells = { ...softwareUse({ computers: 12 }), ...money };
      const path = `/v1/campaigns/${campaign}/filings`;

      assert.deepEqual(await refused(unit.officer.post(path, { cells })), [
        ...[422, 'filing.unacknowledged', '/cells/office.fundedFen'],
      ]);
      const sent = await done(unit.officer.post(path, { cells, acknowledged: ['office-funded'] }), 202);
      const proposal = await done(unit.approver.get(`/v1/proposals/${sent.body.id}`));
      const { digest } = proposal.body;
      const made = await done(unit.approver.post(`/v1/proposals/${sent.body.id}/signatures`, { digest }));
      const read = await done(county.clerk.get(`/v1/filings/${made.body.result.body.id}`));

      const warned = { check: 'office-funded', severity: 'warning', cell: 'office.fundedFen' };
      for (const { newest } of [proposal.body.preview.body, made.body.result.body, read.body]) {
        assert.deepEqual(
          newest.findings.map(({ message, ...more }: Finding) => ({ ...more, message: message['zh-CN'] })),
          [{ ...warned, pointer: '/cells/office.fundedFen', message: UNFUNDED }],
        );
      }
    });

    it('are told with the row that each is about, and without it to whoever does not see the rows', async () => {
      const unit = await addUnit(gate, { classified: true });
      const form = givenForm({
        cells: [cell('a.one', 'count')],
        machines: [rowCell('machine.count', 'count')],
        checks: [
          { id: 'many', severity: 'warning', rows: 'machines', when: moreThan('machine.count', 5), message: MANY },
        ],
      });
      await signed(county.clerk.post('/v1/forms', { region: COUNTY, form }), county.chief);
      const campaign = await launchCampaign(county, { form: 'given@1', needsReasons: false });
      const rows = { machines: [{ 'machine.count': 1 }, { 'machine.count': 9 }, { 'machine.count': 7 }] };
      const body = { cells: { 'a.one': 3 }, rows, acknowledged: ['many'] };
      const { id } = await signed(unit.officer.post(`/v1/campaigns/${campaign}/filings`, body), unit.approver);

      const told = async (reader: County['clerk']) => {
        const { newest } = (await done(reader.get(`/v1/filings/${id}`))).body;
        return newest.findings.map(({ pointer, message }: Finding) => [pointer, message['zh-CN']]);
      };
      assert.deepEqual(await told(unit.approver), [
        ['/rows/machines/1/machine.count', '该型号 9 台，请核实。'],
        ['/rows/machines/2/machine.count', '该型号 7 台，请核实。'],
      ]);
      assert.deepEqual(await told(county.clerk), [[null, '该型号 — 台，请核实。']]);
    });
  });
});

interface Finding {
  readonly pointer: string | null;
  readonly message: Readonly<Record<string, string>>;
}
