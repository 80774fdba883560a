import { inSnapshot, type Tx } from '../../db/index.ts';
import { answerDocument, asOfBody, type Reading, type ReportTable, readingOf, VARY } from '../../documents/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import { type AnswerFormat, formatOf } from '../../http/answer-format.ts';
import { languageOf } from '../../http/language.ts';
import type { AnswerOf, Handler } from '../../http/operation.ts';
import { cursorOf, limitOf, pageOf } from '../../http/paging.ts';
import { type Actor, dayOf, type Text, text } from '../../kernel/index.ts';
import type { ReportDeps } from '../budget/execution-routes.ts';
import { findAsOf } from '../find-as-of.ts';
import { isMissing } from './chain-link.ts';
import { CHAIN_COLUMNS, CHAIN_NOTES, type PlacedLink } from './chain-table.ts';
import { type ChainKind, findChain } from './find-chain.ts';

/** Why a computer may have what is on it: back to the decision that allowed it. */
export function deviceChainHandler(deps: ReportDeps): Handler<'readDeviceChain'> {
  return async (req, res) => {
    const asked = { kind: 'device', id: req.params.id, actor: actorOf(req) } as const;
    const format = formatOf(req);
    if (format !== 'json')
      return answerDocument(res, documentParts(deps, asked, { format, language: languageIn(req) }));
    res
      .status(200)
      .set('Vary', VARY)
      .json(await chainBody(deps, asked, req.query));
  };
}

/** What a licence came from and what it is used for. */
export function entitlementChainHandler(deps: ReportDeps): Handler<'readEntitlementChain'> {
  return async (req, res) => {
    const asked = { kind: 'entitlement', id: req.params.id, actor: actorOf(req) } as const;
    const format = formatOf(req);
    if (format !== 'json')
      return answerDocument(res, documentParts(deps, asked, { format, language: languageIn(req) }));
    res
      .status(200)
      .set('Vary', VARY)
      .json(await chainBody(deps, asked, req.query));
  };
}

/** What became of an order: down to each copy on each machine. */
export function orderChainHandler(deps: ReportDeps): Handler<'readOrderChain'> {
  return async (req, res) => {
    const asked = { kind: 'order', id: req.params.id, actor: actorOf(req) } as const;
    const format = formatOf(req);
    if (format !== 'json')
      return answerDocument(res, documentParts(deps, asked, { format, language: languageIn(req) }));
    res
      .status(200)
      .set('Vary', VARY)
      .json(await chainBody(deps, asked, req.query));
  };
}

interface ChainRequest {
  readonly kind: ChainKind;
  readonly id: string;
  readonly actor: Actor;
}

function languageIn(req: { get(header: 'accept-language'): string | undefined }) {
  return languageOf(req.get('accept-language'));
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

interface LoadedChain {
  readonly table: ReportTable<PlacedLink>;
  readonly reading: Reading<PlacedLink>;
  readonly gaps: number;
}

async function load(tx: Tx, { clock, origin }: ReportDeps, { kind, id, actor }: ChainRequest): Promise<LoadedChain> {
  const at = clock();
  const { agency, links } = await findChain(tx, { kind, id, actor, on: dayOf(at) });
  const gaps = links.filter(isMissing).length;
  const table: ReportTable<PlacedLink> = {
    ...{ name: `chain-${id}`, title: TITLES[kind], columns: CHAIN_COLUMNS, total: null, notes: CHAIN_NOTES },
    head: [
      [AGENCY, `${agency.name}（${agency.code}）`],
      [SUBJECTS[kind], id],
      [GAPS, String(gaps)],
    ],
    ...{ asOf: await findAsOf(tx, {}), gate: origin, printedAt: at },
  };
  const rows = links.map((link, place): PlacedLink => ({ link, place }));
  return { table, gaps, reading: readingOf(rows, ({ place }) => [place]) };
}

interface Wish {
  readonly format: Exclude<AnswerFormat, 'json'>;
  readonly language: keyof Text;
}

function documentParts(deps: ReportDeps, asked: ChainRequest, wish: Wish) {
  return { db: deps.db, ...wish, load: (tx: Tx) => load(tx, deps, asked) };
}

type Body = AnswerOf<'readDeviceChain', 200>;

async function chainBody(
  deps: ReportDeps,
  asked: ChainRequest,
  query: { readonly limit?: number; readonly after?: string },
): Promise<Body> {
  const after = cursorOf(query, ['number'])?.map(Number);
  const limit = limitOf(query);
  return inSnapshot(deps.db, async (tx) => {
    const { table, reading, gaps } = await load(tx, deps, asked);
    const { items, next } = pageOf(await reading.page(after, limit + 1), limit, reading.keyOf);
    return {
      ...{ kind: asked.kind, id: asked.id, asOf: asOfBody(table.asOf), missing: gaps },
      items: items.map(({ link }) => ({ ...link, isMissing: isMissing(link) })),
      next,
    };
  });
}
