import assert from 'node:assert/strict';
import { emptyTable, type Invitee, rosterTable } from '../../src/web/accounts/roster-list.ts';
import type { Schemas } from '../../src/web/client/operation.ts';
import { accountsRequestOf } from '../../src/web/two-people/accounts-request.ts';
import type { Proposal } from '../../src/web/two-people/proposal.ts';

const HEADINGS = { agency: '单位', code: '统一社会信用代码', name: '姓名', role: '角色', email: '电子邮箱' };
const CODE = '12421000MB22334456';

function invitee(id: string, different: Partial<Invitee> = {}): Invitee {
  return {
    ...{ id, name: '周敏', duty: 'liaison', role: 'agency-liaison', agencyCode: CODE, agencyName: '荆州市图书馆' },
    ...{ hasAccount: false, ...different },
  };
}

describe('accounts for people of the roster', () => {
  it('are asked for whom an address was typed, and never for who has one', () => {
    const invitees = [invitee('rsp_1'), invitee('rsp_2', { name: '孙静' }), invitee('rsp_3', { hasAccount: true })];
    const emails = { rsp_1: ' zhou@x.test ', rsp_2: ' ', rsp_3: 'lin@x.test' };

    const typed = rosterTable(invitees, emails, { headings: HEADINGS, isWhole: false });
    const whole = rosterTable(invitees, emails, { headings: HEADINGS, isWhole: true });

    const heading = '\uFEFF单位,统一社会信用代码,姓名,角色,电子邮箱\r\n';
    assert.equal(typed, `${heading}荆州市图书馆,${CODE},周敏,agency-liaison,zhou@x.test\r\n`);
    assert.equal(whole, `${typed}荆州市图书馆,${CODE},孙静,agency-liaison,\r\n`);
    assert.equal(rosterTable(invitees, {}, { headings: HEADINGS, isWhole: false }), undefined);
    assert.equal(emptyTable(HEADINGS), heading);
  });

  it('are read out of what is signed, with the name of each agency that the gate told', () => {
    const person = { name: '周敏', email: 'zhou@x.test', role: 'agency-liaison', agencyCode: CODE } as const;
    const answer: Schemas['ImportedPersons'] = {
      ...{ count: 1, expiresAt: '2026-06-02T01:00:00.000Z' },
      persons: [{ ...person, person: 'per_1', agencyName: '荆州市图书馆' }],
    };
    const proposal = (different: object): Proposal =>
      ({
        ...{ operation: 'importPersons', request: { body: { persons: [person] } } },
        ...{ preview: { body: answer }, result: null, ...different },
      }) as Proposal;

    const open = accountsRequestOf(proposal({}));
    const done = accountsRequestOf(proposal({ result: { body: { count: 1, expiresAt: answer.expiresAt } } }));

    assert.deepEqual(open, { persons: [{ ...person, agencyName: '荆州市图书馆' }], expiresAt: undefined });
    assert.deepEqual(done, { persons: [{ ...person, agencyName: undefined }], expiresAt: answer.expiresAt });
    assert.equal(accountsRequestOf(proposal({ operation: 'createPerson' })), undefined);
    assert.equal(accountsRequestOf(proposal({ request: null })), undefined);
  });
});
