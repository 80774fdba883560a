import { type FigureDefinition, shippedFigures } from '../../campaigns/index.ts';
import { type Database, inSnapshot } from '../../db/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import type { AnswerOf, Handler, Handlers } from '../../http/operation.ts';
import { type CivilDate, type Clock, civilDate, dayOf, fen, formatYuan, Refusal, text } from '../../kernel/index.ts';
import { findAgency } from '../../reports/index.ts';
import type { FigureValue } from './figure-values.ts';
import type { FiguresQuestion } from './figures-question.ts';
import { askedFigures, type FiguresRead, isOfToday, readFiguresOf } from './find-figures.ts';
import { unknownKindsOf } from './kinds-of-figure.ts';

type ReadFigure = AnswerOf<'readFigures', 200>['figures'][number];

/** What the gate can count. */
export function figuresRoutes(): Handlers {
  const list: Handler<'listFigures'> = async (_req, res) => {
    const figures = shippedFigures().figures.map(({ name, unit, history, of, title }) => {
      return { name, unit, history, of: of ? [...of] : null, title };
    });
    res.status(200).json({ figures });
  };

  return { listFigures: list };
}

/** What it counts of one agency, which reads a licence position. */
export function figureReads({ db, clock }: { readonly db: Database; readonly clock: Clock }): Handlers {
  const readOne: Handler<'readFigures'> = async (req, res) => {
    const { agencyCode } = req.query;
    const names = req.query.names?.split(',');
    const at = clock();
    const on = req.query.on === undefined ? dayOf(at) : civilDate(req.query.on);
    const from = req.query.from === undefined ? (`${on.slice(0, 4)}-01-01` as CivilDate) : civilDate(req.query.from);
    if (on > dayOf(at) || from > on) throw wrongDay();
    refuseUnknown(names ?? []);
    const question = { on, at, period: { from, until: on }, ...(names && { names }) };
    const read = await inSnapshot(db, async (tx) => {
      const agency = await findAgency(tx, agencyCode, actorOf(req).grant);
      return agency && (await readFiguresOf(tx, [agency.code], question)).get(agency.code);
    });
    if (!read) throw agencyNotFound();
    res.status(200).json({ agencyCode, on, from, figures: readingsOf(read, question) });
  };

  return { readFigures: readOne };
}

function readingsOf({ figures, stated }: FiguresRead, question: FiguresQuestion): ReadFigure[] {
  const whyNone = ({ name, history }: FigureDefinition, part: string | null): ReadFigure['why'] => {
    if (history === 'now' && !isOfToday(question)) return 'past-day';
    const unknown = unknownKindsOf({ name, part }, stated);
    if (unknown.length === 0) return 'not-known';
    return unknown.every((kind) => stated?.stated.has(kind)) ? 'names-unread' : 'not-stated';
  };
  return askedFigures(question).flatMap((figure) => {
    const { name, unit, of } = figure;
    const value = figures[name] ?? null;
    const parts: readonly (readonly [string | null, FigureValue])[] = of
      ? of.map((part) => [part, partOf(value, part)] as const)
      : [[null, value]];
    return parts.map(([part, told]): ReadFigure => {
      return { name, of: part, unit, value: shown(told, unit), why: told === null ? whyNone(figure, part) : null };
    });
  });
}

function partOf(value: FigureValue, part: string): number | null {
  return typeof value === 'object' && value !== null ? (value[part] ?? null) : null;
}

function shown(value: FigureValue, unit: ReadFigure['unit']): ReadFigure['value'] {
  if (typeof value === 'object') return null;
  return unit === 'fen' && typeof value === 'number' ? formatYuan(fen(value)) : value;
}

function refuseUnknown(names: readonly string[]): void {
  const unknown = names.filter((name) => !shippedFigures().find(name));
  if (unknown.length === 0) return;
  const list = unknown.join(', ');
  const message = text(`统计指标目录中没有：${list}。`, `The catalogue of figures has no ${list}.`);
  throw new Refusal('unprocessable', 'figures.unknown', message, [{ pointer: '/query/names', message: '' }]);
}

function wrongDay(): Refusal {
  const message = text(
    '统计日期不得在未来，起始日期不得晚于统计日期。',
    'A figure is of today or a past day, and its period begins no later.',
  );
  return new Refusal('unprocessable', 'figures.day', message, [{ pointer: '/query/on', message: '' }]);
}

function agencyNotFound(): Refusal {
  const message = text('没有这个单位，或不在您的管辖范围内。', 'There is no such agency within your reach.');
  return new Refusal('not_found', 'agency.not_found', message, [{ pointer: '/query/agencyCode', message: '' }]);
}
