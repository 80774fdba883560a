import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/kernel/index.ts';
import type { Proposal } from '../../src/web/two-people/proposal.ts';
import { toldMembers, untoldOf } from '../../src/web/two-people/worded.ts';

interface Schema {
  readonly $ref?: string;
  readonly properties?: { readonly [name: string]: Schema };
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

const contract = JSON.parse(readFileSync(join(packageRoot(), 'openapi/bundle.json'), 'utf8'));

function resolved(schema: Schema): Schema {
  const name = schema.$ref?.split('/').at(-1);
  return name === undefined ? schema : resolved(contract.components.schemas[name]);
}

/** Every member of a request by its path, down to what has no members. */
function pathsOf(of: Schema, path = ''): readonly string[] {
  const { properties, items, anyOf, oneOf } = resolved(of);
  const alternatives = anyOf ?? oneOf;
  if (alternatives) return [...new Set(alternatives.flatMap((one) => pathsOf(one, path)))];
  if (items) return pathsOf(items, path);
  if (!properties) return [path];
  return Object.entries(properties).flatMap(([name, one]) => pathsOf(one, path === '' ? name : `${path}.${name}`));
}

interface ActForTwo {
  readonly id: string;
  /** Of path and body; a file is none. */
  readonly members: readonly string[];
}

function actsForTwo(): readonly ActForTwo[] {
  return Object.entries(contract.paths).flatMap(([path, methods]) =>
    Object.values(methods as object)
      .filter((operation) => operation['x-second-person'] !== undefined)
      .map(({ operationId, requestBody }) => {
        const schema = requestBody?.content['application/json']?.schema;
        const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
        return { id: operationId, members: [...named, ...(schema ? pathsOf(schema) : [])] };
      }),
  );
}

function isTold(told: readonly string[], path: string): boolean {
  return told.some((member) => path === member || path.startsWith(`${member}.`));
}

describe('what a page to sign says to be what is signed', () => {
  it('is told in words member by member; all else is named here, and stands there field by field', () => {
    const worded = actsForTwo().filter(({ id }) => toldMembers(id).length > 0);

    const untold = Object.fromEntries(
      worded.map(({ id, members }) => [id, members.filter((path) => path !== '' && !isTold(toldMembers(id), path))]),
    );

    assert.deepEqual(untold, {
      transferBudget: [],
      reviseBudgetLine: [],
      createWaiver: [],
      importPersons: [],
      answerRectification: [],
      answerOnPaper: [],
      publishForm: [],
      withdrawForm: [],
      launchCampaign: [],
      closeCampaign: [],
      recallCampaign: [],
      confirmAssessments: ['assessments.digest'],
      scheduleRuleSet: [],
      // The page of a filing names what is signed, and these are not among it.
      submitFiling: ['draftVersion', 'acknowledged'],
      fileOnPaper: ['acknowledged'],
    });
  });

  it('is told by no act in words that the contract does not have', () => {
    for (const { id, members } of actsForTwo()) {
      const unknown = toldMembers(id).filter((told) => !members.some((path) => isTold([told], path)));
      assert.deepEqual(
        unknown.filter((told) => told !== 'receivedOn'),
        [],
        id,
      );
    }
  });

  const words = { 'zh-CN': { digest: 'sha256:0', sections: [] }, en: { digest: 'sha256:0', sections: [] } };
  const proposal = (operation: string, body: unknown, own: object = {}): Proposal =>
    ({
      operation,
      request: { params: { number: '2' }, query: {}, body },
      preview: { status: 200, location: null, body: null, words: null, ...own },
    }) as unknown as Proposal;

  it('leaves out what a sentence says, and shows what was added to a request since', () => {
    const asked = { at: null, digest: 'sha256:1', reviewDigest: 'sha256:2', region: '421000' };

    const untold = untoldOf(proposal('scheduleRuleSet', asked, { words }));

    assert.deepEqual(untold, { region: '421000' });
  });

  it('shows every field of a rule set that was proposed before the gate had words for it', () => {
    const untold = untoldOf(proposal('scheduleRuleSet', { digest: 'sha256:1', reviewDigest: 'sha256:2' }));

    assert.deepEqual(untold, { number: '2', digest: 'sha256:1', reviewDigest: 'sha256:2' });
  });

  it('shows every field of an act that has no words', () => {
    const asked = { label: '商城', url: 'https://mall.example', region: '421000', callbackKeys: [] };

    assert.deepEqual(untoldOf(proposal('createPlatform', asked)), {
      ...{ number: '2', label: '商城', url: 'https://mall.example', region: '421000' },
    });
  });
});
