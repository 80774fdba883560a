import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/kernel/index.ts';

/** How what is typed in a page is kept: by the saver, or by asking whoever leaves. */
const WAYS = {
  saved: /\b(useKeptDraft|useAutosave|useFilingDraft)(<\w+>)?\(/,
  asked: /<(TypedForm|TypedArea|ReasonForm|AskBeforeLeaving)\b|\buseUnsent\(/,
} as const;

/** What makes a page one that somebody may type into and send: a form, or an act of the contract. */
const TYPING = /<form\b|<textarea\b|\buseAct\(/;

/** Pages that are neither saved nor asked about, and why nothing is lost there. */
const NOTHING_TO_LOSE: Readonly<Record<string, string>> = {
  'access/other-roles.tsx': 'a choice by one click',
  'access/own-sessions.tsx': 'a choice by one click',
  'assessment/results.tsx': 'a filter and ticks',
  'audit/findings/findings-screen.tsx': 'a filter',
  'budget/scope-filters.tsx': 'a filter',
  'campaigns/acts/more-time.tsx': 'its form is unit-forms.tsx',
  'campaigns/campaigns-screen.tsx': 'a filter',
  'campaigns/desk/filed-screen.tsx': 'a filter',
  'campaigns/draft/change-campaign-screen.tsx': 'its form is campaign-form.tsx',
  'campaigns/draft/new-campaign-screen.tsx': 'its form is campaign-form.tsx',
  'campaigns/sums/sums-screen.tsx': 'a filter',
  'campaigns/units.tsx': 'a filter',
  'delivery/accept/delivery-file.tsx': 'a file is chosen, which stays where it is',
  'delivery/accept/proof-fields.tsx': 'a file is sent; its fields are in the draft of the delivery',
  'filings/from-table.tsx': 'a file is chosen; what is read of it is in the draft of the filing',
  'filings/own-filings-screen.tsx': 'a filter',
  'filings/paper/typed-paper.tsx': 'kept in the memory of the page for the way back, and browser exits ask',
  'filings/send-to-signer.tsx': 'its fields are in the draft of the filing',
  'form/form-field.tsx': 'one field, whose form keeps it',
  'matters/matters-screen.tsx': 'a filter',
  'office/roster-screen.tsx': 'a filter',
  'orders/drafts/draft-screen.tsx': 'a button, asked once more; its forms are hand-over-form.tsx and opinion-form.tsx',
  'orders/order-filters.tsx': 'a filter',
  'orders/workspace/use-sending.ts': 'sends what the draft of the order has',
  'records/record-filters.tsx': 'a filter',
  'rules/rules-screen.tsx': 'a filter',
  'sheet/cell-field.tsx': 'one field, whose sheet keeps it',
  'ui/leaving/typed-form.tsx': 'it is what asks',
};

const folder = join(packageRoot(), 'src/web');

const isPage = (path: string): boolean => /\.tsx?$/.test(path) && !/^(door\/|client\/)/.test(path);

/** Every page with a form or an act, and how it keeps what is typed. The door has no drafts: passwords are kept nowhere. */
function listOfForms(): ReadonlyMap<string, readonly string[]> {
  const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(isPage);
  const typing = pages.filter((path) => TYPING.test(readFileSync(join(folder, path), 'utf8')));
  return new Map(
    typing.sort().map((path) => {
      const text = readFileSync(join(folder, path), 'utf8');
      return [path, Object.entries(WAYS).flatMap(([way, mark]) => (mark.test(text) ? [way] : []))] as const;
    }),
  );
}

describe('every form of the console', () => {
  const forms = listOfForms();

  it('saves what is typed, or asks whoever leaves it', () => {
    const neither = [...forms].filter(([, ways]) => ways.length === 0).map(([path]) => path);

    assert.deepEqual(neither, Object.keys(NOTHING_TO_LOSE).sort());
  });

  it('is found at all: the list has those that everybody knows', () => {
    assert.ok(forms.size > 40, `${forms.size} forms`);
    assert.deepEqual(forms.get('reviews/waiver-form.tsx'), ['saved']);
    assert.deepEqual(forms.get('ui/reason-form.tsx'), ['asked']);
    assert.deepEqual(forms.get('delivery/accept/delivery-form.tsx'), ['saved']);
  });

  it('that is neither saved nor asked about is a filter', () => {
    const own = [...forms.keys()].filter((path) => /<form\b/.test(readFileSync(join(folder, path), 'utf8')));

    const kept = [...forms].flatMap(([path, ways]) => (ways.length > 0 ? [path] : []));
    const filters = Object.entries(NOTHING_TO_LOSE).flatMap(([path, why]) => (/filter|asks/.test(why) ? [path] : []));
    assert.deepEqual(own.filter((path) => !kept.includes(path)).sort(), filters.sort());
  });
});
