import assert from 'node:assert/strict';
import { shippedFigures } from '../../src/campaigns/index.ts';
import { inSnapshot, inTransaction } from '../../src/db/index.ts';
import { type CivilDate, dayOf } from '../../src/kernel/index.ts';
import { governed } from '../../src/log/index.ts';
import { type FiguresOfAgency, readFiguresOf } from '../../src/office/index.ts';
import { recordDevices, recordInstallations } from '../../src/register/index.ts';
import { device, installation } from '../register/holdings-support.ts';
import { stateRegister } from '../register/statements-support.ts';
import { holdings, UOS } from '../reports/positions-support.ts';
import { gateForEachReport, read } from '../reports/reports-support.ts';
import { onOneEngine } from '../support/databases.ts';
import { openOffice } from '../support/office.ts';

const WPS = {};
const DAY = '2026-06-01' as CivilDate;
const BEFORE = '2026-05-31' as CivilDate;
const YEAR = { from: '2026-01-01' as CivilDate, until: DAY };

interface ReadFigure {
  readonly name: string;
  readonly of: string | null;
  readonly value: unknown;
  readonly why: string | null;
}

onOneEngine('other files run its statements on both', (engine) => {
  describe('figures of an agency', () => {
    const here = gateForEachReport(engine);
    const path = (query = '') => `/v1/figure-values?agencyCode=${here.office.agencyCode}${query}`;

    const values = async (query = ''): Promise<Readonly<Record<string, unknown>>> => {
      const { figures } = await read(here.finance, path(query));
      const named = figures.map(({ name, of, value }: ReadFigure) => [of === null ? name : `${name}/${of}`, value]);
      return Object.fromEntries(named);
    };

    const furnish = async (): Promise<void> => {
      const { gate, office } = here;
      const { agencyCode } = office;
      await holdings(gate, {
        agencyCode,
        devices: [
          [UOS, WPS],
          [UOS, WPS],
          [UOS, WPS],
          [UOS, WPS],
        ],
        entitlements: [{ seats: 2 }],
        oem: [0, 1, 2],
        given: [
          [0, 1],
          [0, 2],
        ],
      });
      const actor = {
        keyId: 'key_x',
        personId: null,
        role: 'installer',
        scopes: [],
        grant: { agencies: [agencyCode] },
      } as const;
      const own = { agencyCode, orderId: null, orderLine: null, acceptanceId: null };
      await inTransaction(gate.db, (tx) =>
        governed(tx, gate.deps, async (entry) => {
          await recordDevices(entry, { actor, states: [device('dev_server', { ...own, category: 'server' })] });
          const system = installation('ins_server', 'dev_server', { ...UOS, agencyCode });
          await recordInstallations(entry, { actor, states: [system] });
        }),
      );
      await stateRegister(here.office.officer, {
        agencyCode,
        asOfOn: '2025-12-31',
        whole: ['computers', 'osClient', 'osServer', 'office'],
      });
    };

    it('count computers, what is on them, by kind, and what covers it', async () => {
      await furnish();

      const found = await values();

      const of = (name: string, ...kinds: readonly string[]) => kinds.map((kind) => found[`${name}/${kind}`]);
      const devices = ['desktop', 'laptop', 'server', 'other', 'all'].map((kind) => found[`devices.${kind}`]);
      assert.deepEqual(devices, [4, 0, 1, 0, 5]);
      const three = ['osClient', 'osServer', 'office'];
      assert.deepEqual(of('software.installed', ...three, 'antivirusClient'), [4, 1, 4, 0]);
      assert.deepEqual(of('software.genuine', ...three), [3, 0, 2]);
      assert.deepEqual(of('software.ungenuine', ...three), [1, 1, 2]);
      assert.deepEqual(of('software.preinstalled', ...three), [3, 0, 0]);
      assert.deepEqual(of('software.commercial', ...three), [0, 0, 2]);
      assert.deepEqual(of('software.free', ...three), [0, 0, 0]);
      assert.deepEqual(of('software.domestic', ...three), [4, 1, 4]);
      assert.deepEqual(of('software.entitled', 'office', 'antivirusClient'), [2, 0]);
      assert.deepEqual(of('software.shortfall', 'office'), [2]);
      assert.deepEqual(of('bought.sets', 'office'), [2]);
      assert.deepEqual(of('bought.fen', 'office', 'antivirusClient'), ['1160.00', '0.00']);
      assert.deepEqual(of('bought.domesticSets', 'office'), [2]);
      assert.deepEqual([found['ledger.numbered'], found['ledger.unlicensed']], [0, 2]);
    });

    it('say who answers, how much money there is and what was ordered', async () => {
      const submitted = await here.office.submit(here.office.order());
      assert.equal(submitted.body.decision?.outcome, 'approved', JSON.stringify(submitted.body));

      const found = await values();

      assert.equal(found['agency.staff'], 120);
      const roster = ['head', 'leaderInCharge', 'responsible', 'liaison'].map((seat) => found[`roster.${seat}`]);
      assert.deepEqual(roster, [true, false, false, true]);
      assert.equal(found['roster.liaisonSectionRank'], null);
      assert.deepEqual([found['money.softwareAppropriation'], found['money.softwareSpent']], ['500000.00', '0.00']);
      assert.deepEqual([found['gate.orders'], found['gate.firstPass']], [1, 1]);
      assert.ok(Number(found['plan.openSeats']) >= 0);
    });

    it('count letters of commitment: one of each who has a duty, and the newest list of the other staff', async () => {
      const { agencyCode } = here.office;
      const liaison = await here.gate.as('agency-liaison', { grant: { agencies: [agencyCode] } });
      const told = async (): Promise<readonly unknown[]> => {
        const found = await values('&names=roster.lettersDue,roster.lettersSigned');
        return [found['roster.lettersDue'], found['roster.lettersSigned']];
      };
      const { items: persons } = await read(liaison, `/v1/responsible-persons?agencyCode=${agencyCode}`);
      const headers = { 'content-type': 'application/pdf' };
      const bytes = Buffer.from('%PDF-1.7 signed letters %%EOF');
      const { hash: file } = (
        await liaison.send('post', `/v1/evidence-files?agencyCode=${agencyCode}&name=letters.pdf`, { bytes, headers })
      ).body;
      const record = async (letter: object): Promise<void> => {
        const { status, body } = await liaison.post('/v1/commitment-letters', { agencyCode, file, ...letter });
        assert.equal(status, 201, JSON.stringify(body));
      };
      assert.deepEqual(await told(), [2, 0]);

      await record({ person: persons[0].id, year: 2026, signedOn: '2026-05-20' });
      await record({ staffSigned: 40, staffDue: 46, year: 2026, signedOn: '2026-05-21' });
      await record({ staffSigned: 45, staffDue: 46, year: 2026, signedOn: DAY });
      await record({ person: persons[1].id, year: 2025, signedOn: '2025-05-20' });

      assert.deepEqual(await told(), [48, 46]);
      const past = await read(here.finance, path(`&on=${BEFORE}&names=roster.lettersSigned`));
      assert.equal(past.figures[0].value, 41);
    });

    it('are of the day that is asked for; what is told of today only says so', async () => {
      await furnish();

      const past = await read(here.finance, path(`&on=${BEFORE}`));

      const told = (name: string): ReadFigure => past.figures.find((figure: ReadFigure) => figure.name === name);
      assert.deepEqual([past.on, past.from], [BEFORE, '2026-01-01']);
      assert.deepEqual([told('devices.all').value, told('roster.head').value], [0, true]);
      assert.deepEqual([told('plan.openSeats').value, told('plan.openSeats').why], [null, 'past-day']);
      assert.deepEqual([told('bought.sets').value, told('devices.all').why], [0, null]);
      const early = await read(here.finance, path('&on=2025-12-31&names=roster.head,devices.all'));
      assert.deepEqual(
        early.figures.map(({ name, value }: ReadFigure) => [name, value]),
        [
          ['roster.head', false],
          ['devices.all', 0],
        ],
      );
    });

    it('all have a source: of today nothing is empty but what the register does not say', async () => {
      await stateRegister(here.office.officer, { agencyCode: here.office.agencyCode, asOfOn: DAY });
      const { figures } = await read(here.finance, path());

      const empty = figures.filter(({ value }: ReadFigure) => value === null).map(({ name }: ReadFigure) => name);
      assert.deepEqual(empty, ['roster.liaisonSectionRank']);
      const names = new Set(figures.map(({ name }: ReadFigure) => name));
      assert.deepEqual(
        [...names],
        shippedFigures().figures.map(({ name }) => name),
      );
    });

    it('are refused for a day to come, under a name that is not there, and out of reach', async () => {
      const other = await openOffice(here.gate);
      const asked = async (query: string) => {
        const { status, body } = await here.office.officer.get(query);
        return [status, body.code];
      };

      assert.deepEqual(await asked(path('&on=2026-12-31')), [422, 'figures.day']);
      assert.deepEqual(await asked(path('&from=2026-06-02')), [422, 'figures.day']);
      assert.deepEqual(await asked(path('&names=devices.abacus')), [422, 'figures.unknown']);
      assert.deepEqual(await asked(`/v1/figure-values?agencyCode=${other.agencyCode}`), [404, 'agency.not_found']);
      assert.equal((await here.office.officer.get(path())).status, 200);
    });

    it('are read of many agencies in as many statements as of one, and are the same', async () => {
      await furnish();
      const others = [await openOffice(here.gate), await openOffice(here.gate), await openOffice(here.gate)];
      await holdings(here.gate, { agencyCode: others[0]?.agencyCode ?? '', devices: [[UOS, WPS]], oem: [0] });
      for (const [at, { officer, agencyCode }] of others.entries()) {
        await stateRegister(officer, {
          agencyCode,
          asOfOn: DAY,
          whole: at === 0 ? ['computers', 'osClient', 'office'] : [],
        });
      }
      const codes = [here.office.agencyCode, ...others.map(({ agencyCode }) => agencyCode)];
      const one = await counted(codes.slice(0, 1));
      const all = await counted([...codes, '11421000MB0000000X']);

      assert.ok(one.statements > 10);
      assert.equal(all.statements, one.statements);
      assert.deepEqual([...all.figures.keys()].toSorted(), codes.toSorted());
      assert.deepEqual(all.figures.get(here.office.agencyCode), one.figures.get(here.office.agencyCode));
      const installed = codes.map((code) => all.figures.get(code)?.['software.installed']);
      assert.deepEqual(
        installed.map((kinds) => (typeof kinds === 'object' ? kinds?.office : undefined)),
        [4, 1, 0, 0],
      );
    });

    async function counted(
      codes: readonly string[],
    ): Promise<{ readonly figures: ReadonlyMap<string, FiguresOfAgency>; readonly statements: number }> {
      let statements = 0;
      const at = here.clock.now();
      assert.equal(dayOf(at), DAY);
      const { reader } = here.gate.db;
      const count = () => {
        statements += 1;
      };
      reader.on('query', count);
      try {
        const read = await inSnapshot(here.gate.db, (tx) => readFiguresOf(tx, codes, { on: DAY, at, period: YEAR }));
        return { figures: new Map([...read].map(([code, { figures }]) => [code, figures])), statements };
      } finally {
        reader.removeListener('query', count);
      }
    }
  });
});
