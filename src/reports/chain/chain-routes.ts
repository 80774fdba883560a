import type { Tx } from '../../db/index.ts';
import { allPages, type ReportTable, readingOf } from '../../documents/index.ts';
import type { Handler } from '../../http/operation.ts';
import { dayOf, type Text, text } from '../../kernel/index.ts';
import { type ReportDeps, type ReportQuestion, reportHandler } from '../report-handler.ts';
import { isMissing } from './chain-link.ts';
import { CHAIN_COLUMNS, CHAIN_NOTES, type PlacedLink } from './chain-table.ts';
import { type ChainKind, findChain } from './find-chain.ts';

/** Why a computer may have what is on it: back to the decision that allowed it. */
export function deviceChainHandler(deps: ReportDeps): Handler<'readDeviceChain'> {
  return reportHandler(deps, chainOf('device'));
}

/** What a licence came from and what it is used for. */
export function entitlementChainHandler(deps: ReportDeps): Handler<'readEntitlementChain'> {
  return reportHandler(deps, chainOf('entitlement'));
}

/** What became of an order: down to each copy on each machine. */
export function orderChainHandler(deps: ReportDeps): Handler<'readOrderChain'> {
  return reportHandler(deps, chainOf('order'));
}

function chainOf(kind: ChainKind) {
  return {
    keys: ['number'],
    load: async (tx: Tx, { params: { id }, actor, at }: ReportQuestion<{ readonly id: string }, unknown>) => {
      const { agency, links } = await findChain(tx, { kind, id, actor, on: dayOf(at) });
      const gaps = links.filter(isMissing).length;
      const head: ReportTable<PlacedLink>['head'] = [
        [AGENCY, `${agency.name}（${agency.code}）`],
        [SUBJECTS[kind], id],
        [GAPS, String(gaps)],
      ];
      const table = {
        ...{ name: `chain-${id}`, title: TITLES[kind], head, columns: CHAIN_COLUMNS, total: null, notes: CHAIN_NOTES },
      };
      const rows = links.map((link, place): PlacedLink => ({ link, place }));
      const reading = readingOf(rows, ({ place }) => [place]);
      return { table, gaps, reading, pages: allPages(reading) };
    },
    head: ({ gaps }: { readonly gaps: number }, { params }: ReportQuestion<{ readonly id: string }, unknown>) => ({
      ...{ kind, id: params.id, missing: gaps },
    }),
    row: ({ link }: PlacedLink) => ({ ...link, isMissing: isMissing(link) }),
  } as const;
}

const TITLES: Readonly<Record<ChainKind, Text>> = {
  device: text('设备软件授权来源链', 'Why this computer may have its software'),
  entitlement: text('软件授权来源与去向链', 'Where a licence came from, and where it went'),
  order: text('采购订单全程链', 'What became of an order'),
};

const SUBJECTS: Readonly<Record<ChainKind, Text>> = {
  device: text('设备编号', 'Device'),
  entitlement: text('授权编号', 'Entitlement'),
  order: text('订单编号', 'Order'),
};

const AGENCY = text('单位', 'Agency');
const GAPS = text('缺失环节', 'Missing steps');
