import type { Request } from 'express';
import { type Database, inSnapshot, type Tx } from '../db/index.ts';
import {
  answerDocument,
  asOfBody,
  type DocumentFormat,
  type DocumentResponse,
  type Key,
  type Reading,
  type ReportTable,
  type RowPages,
  VARY,
} from '../documents/index.ts';
import { actorOf } from '../http/actor-of.ts';
import { type AnswerFormat, formatOf } from '../http/answer-format.ts';
import { documentLanguage } from '../http/language.ts';
import { cursorOf, type KeyKind, limitOf, type PageQuery, pageOf } from '../http/paging.ts';
import type { Actor, Grant, Instant, Language } from '../kernel/index.ts';
import type { GovernedDeps } from '../log/index.ts';
import { findAgency } from './find-agency.ts';
import { type AsOf, type AsOfQuery, findAsOf } from './find-as-of.ts';
import { type KeptAnswers, keptAnswersOf } from './kept/kept-answers.ts';
import { agencyIn } from './report-scope.ts';

export interface ReportDeps extends Pick<GovernedDeps, 'clock' | 'origin'> {
  readonly db: Database;
}

/** What a report is asked, by whom, and the point of the log that its figures are of. */
export interface ReportQuestion<Path, Query> {
  readonly actor: Actor;
  readonly grant: Grant;
  readonly params: Path;
  readonly query: Query;
  readonly at: Instant;
  readonly asOf: AsOf;
  /** What was worked out before over the same database. */
  readonly kept: KeptAnswers;
}

/** A report on paper, but for what every report says of the gate, the log and the hour. */
export interface Paper<Row> {
  readonly table: Omit<ReportTable<Row>, 'asOf' | 'gate' | 'printedAt'>;
  readonly pages: RowPages<Row>;
  /** Whether all of it is in memory, so that it is drawn when nobody waits for the snapshot any more. */
  readonly isRead?: boolean;
}

/** The same for programs as well, which read its items page by page. */
export interface PagedPaper<Row, Item> extends Paper<Row> {
  readonly reading: Reading<Item>;
}

type Load<Path, Query, Loaded> = (tx: Tx, question: ReportQuestion<Path, Query>) => Promise<Loaded>;

/** A report that is a list. */
export interface Report<Path, Query, Loaded, Item, Head, ItemBody> {
  readonly load: Load<Path, Query, Loaded>;
  /** The kinds of the keys that `reading` sorts by: a cursor of another list is refused. */
  readonly keys: readonly KeyKind[] | ((query: Query) => readonly KeyKind[]);
  /** The JSON body without `asOf`, `items` and `next`, which stand in every one. */
  readonly head: (
    loaded: Loaded,
    question: ReportQuestion<Path, Query>,
    after: Key | undefined,
  ) => Head | Promise<Head>;
  readonly row: (item: Item, loaded: Loaded, question: ReportQuestion<Path, Query>) => ItemBody;
}

interface ListBody<ItemBody> {
  readonly asOf: ReturnType<typeof asOfBody>;
  readonly items: readonly ItemBody[];
  readonly next: string | null;
}

/**
 * Answers a report as every one is answered: whole as a document, or as a page of JSON; in the format and the language that
 * are asked for, as of one point of the log, and out of one snapshot.
 */
export function reportHandler<Path, Query extends ReportQuery, Row, Item, More, Head extends object, ItemBody>(
  deps: ReportDeps,
  report: Report<Path, Query, PagedPaper<Row, Item> & More, Item, Head, ItemBody>,
): (req: ReportRequest<Path, Query>, res: ReportResponse<Head & ListBody<ItemBody>>) => Promise<void> {
  const { load, keys, head, row } = report;
  return async (req, res) => {
    const format = formatOf(req);
    if (format !== 'json') return answerPaper(deps, load, { req, res, format });
    const { query } = req;
    const limit = limitOf(query);
    const after = keysAfter(query, typeof keys === 'function' ? keys(query) : keys);
    const body = await inSnapshot(deps.db, async (tx) => {
      const question = await questionOf(tx, deps, req);
      const loaded = await load(tx, question);
      const { page, keyOf } = loaded.reading;
      const { items, next } = pageOf(await page(after, limit + 1), limit, keyOf);
      const listed = { asOf: asOfBody(question.asOf), items: items.map((item) => row(item, loaded, question)), next };
      return { ...(await head(loaded, question, after)), ...listed };
    });
    res.status(200).set('Vary', VARY).json(body);
  };
}

/** A report that programs, too, read as a whole. */
export interface WholeReport<Path, Query, Loaded, Body> {
  readonly load: Load<Path, Query, Loaded>;
  readonly body: (loaded: Loaded, question: ReportQuestion<Path, Query>) => Body;
}

export function wholeReportHandler<Path, Query extends ReportQuery, Row, More, Body>(
  deps: ReportDeps,
  { load, body }: WholeReport<Path, Query, Paper<Row> & More, Body>,
): (req: ReportRequest<Path, Query>, res: ReportResponse<Body>) => Promise<void> {
  return async (req, res) => {
    const format = formatOf(req);
    if (format !== 'json') return answerPaper(deps, load, { req, res, format });
    const answer = await inSnapshot(deps.db, async (tx) => {
      const question = await questionOf(tx, deps, req);
      return body(await load(tx, question), question);
    });
    res.status(200).set('Vary', VARY).json(answer);
  };
}

type ReportQuery = AsOfQuery &
  PageQuery & { readonly format?: AnswerFormat; readonly lang?: Language; readonly agencyCode?: string };

type ReportRequest<Path, Query> = Pick<Request, 'accepts' | 'get'> & { readonly params: Path; readonly query: Query };

/** By properties, not methods: a body that lacks a field of the contract does not compile. */
interface ReportResponse<Body> {
  readonly status: (status: 200) => ReportAnswer<Body> & ReturnType<DocumentResponse['status']>;
}

interface ReportAnswer<Body> {
  readonly set: (header: 'Vary', value: string) => { readonly json: (body: Body) => unknown };
}

interface PaperAnswer<Path, Query> {
  readonly req: ReportRequest<Path, Query>;
  readonly res: DocumentResponse;
  readonly format: DocumentFormat;
}

/** A report as a document. */
export async function answerPaper<Path, Query extends ReportQuery, Row>(
  deps: ReportDeps,
  load: Load<Path, Query, Paper<Row>>,
  { req, res, format }: PaperAnswer<Path, Query>,
): Promise<void> {
  const { db, origin: gate } = deps;
  const language = documentLanguage(req);
  const print = async (tx: Tx) => {
    const question = await questionOf(tx, deps, req);
    const { table, pages, isRead } = await load(tx, question);
    const whose = table.whose ?? {
      agency: (await findAgency(tx, agencyIn(question.query, question.grant), question.grant))?.name,
    };
    return { table: { ...table, whose, asOf: question.asOf, gate, printedAt: question.at }, pages, isRead };
  };
  return answerDocument(res, { db, format, language, load: print });
}

async function questionOf<Path, Query extends ReportQuery>(
  tx: Tx,
  { db, clock }: ReportDeps,
  req: ReportRequest<Path, Query>,
): Promise<ReportQuestion<Path, Query>> {
  const actor = actorOf(req);
  const { params, query } = req;
  const asOf = await findAsOf(tx, query);
  return { actor, grant: actor.grant, params, query, at: clock(), asOf, kept: keptAnswersOf(db) };
}

/** Keys of reports are texts and numbers; none is null. */
function keysAfter(query: PageQuery, kinds: readonly KeyKind[]): Key | undefined {
  return cursorOf(query, kinds)?.map((key) => key ?? '');
}
