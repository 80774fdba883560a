import assert from 'node:assert/strict';
import { readsOfParts } from '../../src/gate/serve-parts.ts';
import { gateContract } from '../../src/http/contract/contract.ts';
import { keyFolder } from '../../src/log/index.ts';
import { type Gate, startGate } from '../support/gate.ts';

/** What writes a document or takes long, and is answered by the thread that decides all the same; and why. */
const HERE = {
  getAcceptance: 'one delivery is read at once, and many programs wait for it',
  getOrder: 'one order is read at once, and many programs wait for it',
  getEvidenceContent: 'a file is sent as somebody brought it',
  getProposalFile: 'a file is sent as somebody brought it',
  tryProposal: 'it writes in a transaction that is taken back, and a reader cannot write',
};

const DOCUMENTS = ['application/pdf', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'];

describe('reads that are answered apart', () => {
  const { operations } = gateContract();
  let gate: Gate;
  let apart: readonly string[];
  before(async () => {
    gate = await startGate({ engine: 'sqlite' });
    const { db, deps } = gate;
    const { clock, origin } = deps;
    apart = Object.keys(await readsOfParts({ ...{ db, clock, origin }, keys: keyFolder(gate.dataDir) }));
  });
  after(() => gate.close());

  it('are all that write a document or take long, but for a few that have a reason', () => {
    const long = operations.filter(({ weight, responses }) => {
      const types = [...(responses.get(200)?.schemas.keys() ?? [])];
      return weight === 'long' || types.some((type) => DOCUMENTS.includes(type));
    });
    const here = long.map(({ id }) => id as string).filter((id) => !apart.includes(id));

    assert.deepEqual(here.toSorted(), Object.keys(HERE).toSorted());
  });

  it('promise how long the log was that they read, and nobody else does', () => {
    const promising = operations.filter(({ responses }) => responses.get(200)?.headers.includes('Gate-Log-Size'));

    assert.deepEqual(promising.map(({ id }) => id as string).toSorted(), apart.toSorted());
  });
});
