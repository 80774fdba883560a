import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { forEachEngine } from '../support/databases.ts';
import { type Gate, startGate } from '../support/gate.ts';
import { openOffice } from '../support/office.ts';
import { ordersOf, publishedLines, type Reading } from './ocds-orders.ts';

interface Said {
  readonly rule: string;
  readonly clause: string;
  readonly pointer: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

describe('a real purchase as it was published', () => {
  forEachEngine((engine) => {
    let gate: Gate;
    before(async () => {
      gate = await startGate({ engine });
    });
    after(() => gate.close());

    /** The answer to a check of each purchase, by its identifier. */
    async function check(reading: Reading): Promise<ReadonlyMap<string, Response>> {
      const office = await openOffice(gate);
      const answers = new Map<string, Response>();
      for (const order of ordersOf(publishedLines(), office.agencyCode, reading)) {
        answers.set(order.reference, await office.officer.post('/v1/checks', order));
      }
      return answers;
    }

    const findingsOf = (answer: Response | undefined): readonly Said[] => answer?.body.decision.findings ?? [];

    for (const reading of ['fields', 'words'] as const) {
      it(`is never approved, and never refused as malformed, when its ${reading} are taken for stated`, async () => {
        const answers = await check(reading);
        assert.equal(answers.size, 5);
        for (const [ocid, { status, body }] of answers) {
          assert.equal(status, 200, JSON.stringify(body));
          assert.equal(body.decision.outcome, 'rejected', ocid);
          console.log(ocid, reading, findingsOf(answers.get(ocid)).map((f)=>`${f.rule} ${f.clause} ${f.pointer}`), JSON.stringify(body.decision.indeterminate), JSON.stringify(findingsOf(answers.get(ocid))[0]?.facts));
        }
      });
    }
  });
});
