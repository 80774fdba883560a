import assert from 'node:assert/strict';
import type { AnswerOf, BodyOf, Handler, Handlers, QueryOf, StatusOf } from '../../src/http/operation.ts';

/** `true` only when nothing of the one type is a value of the other; what fits leaves no value at all to claim it with. */
type RefusedType<Given, Wanted> = Given extends Wanted ? never : true;

type ParamsOf<Op extends keyof Handlers> = Parameters<Handler<Op>>[0]['params'];

// Nothing is called here: what is claimed is claimed to the compiler.
const fitting = {
  getHealth: (_req, res) => void res.status(200).json({ status: 'ok' }),
  getMetrics: (_req, res) => void res.status(200).type('text/plain').send('gate_up 1'),
  getOrderRevision: (req) => void [req.params.id satisfies string, req.params.revision satisfies number],
  importAgencies: (req) => void (req.body satisfies Buffer),
  decideOrderAgain: (req) => void (req.body satisfies object | undefined),
} satisfies Handlers;

const limit: QueryOf<'listOrders'>['limit'] = 50;
const creation: BodyOf<'createPerson'> = { name: '王建国', email: 'wang@x.test', roles: [] };
const frozen: AnswerOf<'listOrders', 200> = Object.freeze({ items: Object.freeze([]), next: null });

const wrongValue: RefusedType<{ status: 'fine' }, AnswerOf<'getHealth', 200>> = true;
const missingField: RefusedType<{ items: [] }, AnswerOf<'listOrders', 200>> = true;
const undeclaredStatus: RefusedType<201, StatusOf<'getHealth'>> = true;
const wrongParameter: RefusedType<'orderId', keyof ParamsOf<'getOrder'>> = true;
const wrongQuery: RefusedType<'status', keyof QueryOf<'listOrders'>> = true;
const wrongBody: RefusedType<{ name: string }, BodyOf<'createPerson'>> = true;
const wrongOperation: RefusedType<'buyEverything', keyof Handlers> = true;

describe('a handler', () => {
  it('compiles with the parameters, the statuses and the fields of its operation', () => {
    assert.equal(Object.keys(fitting).length, 5);
    assert.deepEqual([limit, creation.roles, frozen.items], [50, [], []]);
  });

  it('does not compile with any other', () => {
    const refused = [wrongValue, missingField, undeclaredStatus, wrongParameter, wrongQuery, wrongBody, wrongOperation];

    assert.ok(refused.every((each) => each));
  });
});
