import assert from 'node:assert/strict';
import type { AnswerOf, BodyOf, Handler, Handlers, QueryOf } from '../../src/http/operation.ts';

// Nothing is called here: what is claimed is claimed to the compiler, which refuses a directive that expects no error.

const right = {
  getHealth: (_req, res) => void res.status(200).json({ status: 'ok' }),
  getMetrics: (_req, res) => void res.status(200).type('text/plain').send('gate_up 1'),
  getOrderRevision: (req, res) => {
    const revision: number = req.params.revision;
    const id: string = req.params.id;
    void [revision, id, res];
  },
  importAgencies: (req) => void (req.body satisfies Buffer),
  decideOrderAgain: (req) => void (req.body satisfies object | undefined),
} satisfies Handlers;

// @ts-expect-error A value that the contract does not have.
const wrongValue: Handler<'getHealth'> = (_req, res) => void res.status(200).json({ status: 'fine' });

// @ts-expect-error A field that the answer must have is missing.
const missingField: Handler<'getHealth'> = (_req, res) => void res.status(200).json({});

// @ts-expect-error A status that the operation does not promise.
const undeclaredStatus: Handler<'getHealth'> = (_req, res) => void res.status(201).json({ status: 'ok' });

// @ts-expect-error A parameter that the path does not have.
const wrongParameter: Handler<'getOrder'> = (req) => void req.params.orderId;

// @ts-expect-error A parameter that the query does not have.
const wrongQuery: Handler<'listOrders'> = (req) => void req.query.status;

// @ts-expect-error An operation that the contract does not have.
const wrongOperation: Handlers = { buyEverything: () => undefined };

const limit: QueryOf<'listOrders'>['limit'] = 50;
const creation: BodyOf<'createPerson'> = { name: '王建国', email: 'wang@x.test', roles: [] };
const frozen: AnswerOf<'listOrders', 200> = Object.freeze({ items: Object.freeze([]), next: null });

describe('a handler', () => {
  it('compiles only with the parameters, the statuses and the fields of its operation', () => {
    const claimed = [
      wrongValue,
      missingField,
      undeclaredStatus,
      wrongParameter,
      wrongQuery,
      wrongOperation,
      limit,
      creation,
      frozen,
    ];

    assert.equal(claimed.length, 9);
    assert.deepEqual(Object.keys(right).length, 5);
  });
});
