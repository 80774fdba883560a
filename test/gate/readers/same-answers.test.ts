import assert from 'node:assert/strict';
import { inSnapshot } from '../../../src/db/index.ts';
import { readsOfParts } from '../../../src/gate/serve-parts.ts';
import { gateContract, type Parameter } from '../../../src/http/contract/contract.ts';
import { keyFolder, readHead } from '../../../src/log/index.ts';
import { report } from '../../backtests/backtest-support.ts';
import { askedIn, assessedIn } from '../../campaigns/assessed-target.ts';
import { deliveriesOf, everything } from '../../fulfilment/delivery/acceptance-support.ts';
import { contracted } from '../../fulfilment/fulfilment-support.ts';
import { onOneEngine } from '../../support/databases.ts';
import { type Caller, type Gate, startGate } from '../../support/gate.ts';
import { type Office, openOffice } from '../../support/office.ts';
import { askRaw, besideWithoutReaders, undated, withoutInstance } from './readers-support.ts';

const FORMATS = ['csv', 'xlsx', 'html', 'pdf'];

interface Ids {
  readonly office: Office;
  readonly order: string;
  readonly decision: string;
  readonly device: string;
  readonly entitlement: string;
  readonly backtest: string;
  readonly sample: string;
  readonly campaign: string;
  readonly filing: string;
  /** A campaign that the agency is late with. */
  readonly owed: string;
}

/** They are read apart only while orders are coming, which is tried by itself. */
const PAGES = gateContract().operations.flatMap(({ id, weight }): string[] => (weight === 'page' ? [id] : []));

/** What is asked of each operation that readers answer. */
function questionsOf(ids: Ids): Record<string, string> {
  const { office, order, decision, device, entitlement, backtest, sample, campaign, filing, owed } = ids;
  const { agencyCode, hardwareLine } = office;
  return {
    explainBudgetLineBalance: `/v1/budget-lines/${hardwareLine}/balance`,
    getAuditSample: `/v1/audit-samples/${sample}`,
    getBacktestChange: `/v1/backtests/${backtest}/changes/${decision}`,
    getBacktestReport: `/v1/backtests/${backtest}/report`,
    getDecisionCertificate: `/v1/decisions/${decision}/certificate`,
    getDecisionExplanation: `/v1/decisions/${decision}/explanation`,
    getLetter: `/v1/campaigns/${owed}/letters/${agencyCode}`,
    listAlerts: `/v1/alerts?agencyCode=${agencyCode}`,
    listBacktestChanges: `/v1/backtests/${backtest}/changes`,
    listLicenceShortfalls: `/v1/licence-positions/shortfalls?agencyCode=${agencyCode}`,
    planFiscalYearClosing: '/v1/fiscal-years/2026/closing-plan',
    printDeviceLabels: `/v1/device-labels?orderId=${order}`,
    printLetters: `/v1/campaigns/${owed}/letters`,
    readAlertFeed: `/v1/alerts/feed?agencyCode=${agencyCode}`,
    readDeviceChain: `/v1/devices/${device}/chain`,
    readEffectivePolicy: `/v1/agencies/${agencyCode}/policy`,
    readEntitlementChain: `/v1/entitlements/${entitlement}/chain`,
    readOrderChain: `/v1/orders/${order}/chain`,
    readOrderDossier: `/v1/orders/${order}/dossier`,
    readRuleStatistics: '/v1/rules/SUP-01/statistics?limit=1',
    reportCampaign: `/v1/campaigns/${campaign}/report`,
    reportCampaignSummary: `/v1/campaigns/${campaign}/summary`,
    reportAssessmentResults: `/v1/campaigns/${campaign}/assessment-results`,
    reportAssessmentSheet: `/v1/filings/${filing}/assessment-sheet`,
    reportBudgetExecution: '/v1/reports/budget-execution?fiscalYear=2026&groupBy=agency',
    reportBudgetLineCommitments: `/v1/budget-lines/${hardwareLine}/commitments`,
    reportComputersWithoutSoftwareMoney: '/v1/reports/computers-without-software-money?fiscalYear=2026',
    reportLicencePositions: '/v1/licence-positions?region=421000',
    reportRectifications: `/v1/reports/rectifications?agencyCode=${agencyCode}`,
    reportRoster: `/v1/reports/roster?agencyCode=${agencyCode}`,
    reportSoftwareAudit: '/v1/reports/software-audit?fiscalYear=2026',
    readFigures: `/v1/figure-values?agencyCode=${agencyCode}`,
    reportSoftwareInUse: `/v1/reports/software-in-use?agencyCode=${agencyCode}`,
    reportSoftwareMaintenance: `/v1/reports/software-maintenance?agencyCode=${agencyCode}`,
    reportSoftwareSummary: `/v1/reports/software-summary?agencyCode=${agencyCode}`,
    reportUnusedMoney: '/v1/reports/unused-money?fiscalYear=2026&atLeastPercent=0',
    rollUp: `/v1/campaigns/${campaign}/roll-up`,
  };
}

/** What a parameter may be. */
function listedIn(parameter: Parameter | undefined): readonly unknown[] {
  const listed = parameter?.resolved.enum;
  return Array.isArray(listed) ? listed : [];
}

/** An office that has bought, and what tells of it. */
async function bought(gate: Gate, office: Office, audit: Caller): Promise<Ids> {
  const last = await contracted(office, office.order({ quantity: 2 }));
  const accepted = await deliveriesOf(office).accept(last, everything(office, 2));
  const decided = await office.submit(office.order());
  const { id: backtest } = await report(gate, audit, { ruleSet: 1 });
  const drawn = { size: 1, by: 'random', seed: 'readers', from: '2026-06-01', until: '2026-06-30' };
  const { body: sample } = await audit.post('/v1/audit-samples', drawn);
  const firstOf = async (kind: string): Promise<string> =>
    (await audit.get(`/v1/${kind}?agencyCode=${office.agencyCode}&limit=1`)).body.items[0].id;
  const [device, entitlement] = [await firstOf('devices'), await firstOf('entitlements')];
  return {
    ...(await assessedIn(gate, office)),
    owed: (await askedIn(gate, office, '2026-06-02')).campaign,
    ...{ office, device, entitlement, backtest, sample: sample.id },
    order: accepted.body.order.id,
    decision: decided.body.decision.id,
  };
}

onOneEngine('that a statement is stopped and lost is tried on both', (engine) => {
  describe('what a reader answers', () => {
    let gate: Gate;
    let other: Awaited<ReturnType<typeof besideWithoutReaders>>;
    let [open, closed] = [{} as Ids, {} as Ids];
    let audit: Caller;
    let elsewhere: Caller;
    before(async () => {
      gate = await startGate({ engine, env: { GATE_READERS: '2' } });
      audit = await gate.as('audit');
      open = await bought(gate, await openOffice(gate), audit);
      closed = await bought(gate, await openOffice(gate, { isClassified: true }), audit);
      gate.clock.advance({ days: 2 });
      other = await besideWithoutReaders(gate);
      elsewhere = await gate.as('finance', { grant: { region: '110000' } });
    });
    after(async () => {
      await other.close();
      await gate.close();
    });

    /** Asked of both, by turns. */
    const same = async (path: string, { secret }: Caller, headers: Record<string, string> = {}) => {
      const apart = await askRaw({ url: gate.url, path, secret, headers });
      const here = await askRaw({ url: other.url, path, secret, headers });
      const what = `${path} ${JSON.stringify(headers)}`;
      assert.deepEqual([apart.status, apart.headers], [here.status, here.headers], what);
      assert.equal(apart.headers['gate-log-size'], apart.status === 200 ? String(await sizeOfLog()) : undefined, what);
      if (apart.status === 200) assert.ok(undated(apart).equals(undated(here)), `${what}: other bytes`);
      else assert.equal(withoutInstance(apart), withoutInstance(here), what);
      return apart.status;
    };
    const sizeOfLog = async () => (await inSnapshot(gate.db, readHead)).frontier.size;
    const counted = async () => Number(/gate_reads_answered (\d+)/.exec(await gate.registry.metrics())?.[1]);

    it('is to the byte what the thread that decides would have answered: to everybody, in each language', async () => {
      const { db, deps } = gate;
      const all = await readsOfParts({ db, clock: deps.clock, origin: deps.origin, keys: keyFolder(gate.dataDir) });
      const known = Object.keys(all).filter((id) => !PAGES.includes(id));
      const before = await counted();
      let asked = 0;
      const well = new Set<string>();

      for (const [ids, ...callers] of [
        [open, open.office.officer, elsewhere],
        [closed, gate.installer, audit],
      ] as const) {
        const questions = questionsOf(ids);
        assert.deepEqual(Object.keys(questions).sort(), known.toSorted());
        for (const [id, path] of Object.entries(questions)) {
          for (const [at, caller] of callers.entries()) {
            const status = await same(path, caller, { 'accept-language': at % 2 === 0 ? 'en' : 'zh-CN' });
            if (status === 200) well.add(id);
            asked += status === 403 ? 0 : 1;
          }
        }
      }

      assert.deepEqual([...well].sort(), known.toSorted());
      assert.equal((await counted()) - before, asked, 'all of it in readers');
    });

    it('is the same file in every format, by the address or by the header, and its headers alone', async () => {
      const formatsOf = new Map(
        gateContract().operations.map(({ id, parameters }) => [
          id as string,
          FORMATS.filter((format) => listedIn(parameters.find(({ name }) => name === 'format')).includes(format)),
        ]),
      );
      const questions = Object.entries(questionsOf(closed)).filter(([id]) => formatsOf.get(id)?.length);
      assert.ok(questions.length > 10);

      for (const [at, [id, path]] of questions.entries()) {
        const formats = formatsOf.get(id) ?? [];
        const asked = `${path}${path.includes('?') ? '&' : '?'}format=${formats[at % formats.length]}`;
        assert.equal(await same(asked, audit), 200, asked);
      }
      for (const format of FORMATS) await same(`${questionsOf(open).readOrderDossier}?format=${format}`, audit);
      assert.equal(await same(`${questionsOf(open).reportUnusedMoney}`, audit, { accept: 'text/csv' }), 200);
      const head = { path: `${questionsOf(open).readOrderDossier}`, secret: audit.secret, method: 'HEAD' } as const;
      assert.deepEqual(await askRaw({ url: gate.url, ...head }), await askRaw({ url: other.url, ...head }));
    });

    it('has what was written a moment ago', async () => {
      const { office } = open;
      for (let count = 0; count < 5; count += 1) {
        const { body } = await office.submit(office.order());
        const dossier = await office.officer.get(`/v1/orders/${body.order.id}/dossier`);
        assert.deepEqual([dossier.status, dossier.body.asOf.index], [200, body.decision.log.index]);
      }
    });
  });
});
