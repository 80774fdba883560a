import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { Schemas } from '../client/operation.ts';
import { checkFilingDraft } from '../client/operations.generated.ts';
import { useSession } from '../client/session-context.tsx';
import { useAct } from '../client/use-gate.ts';
import { cellsOf, type SheetForm } from '../sheet/form-document.ts';
import { FormNotes } from '../sheet/form-notes.tsx';
import { Sheet } from '../sheet/sheet.tsx';
import { contentOf, typedOf } from '../sheet/sheet-content.ts';
import { figuresOf } from '../sheet/sheet-figures.ts';
import { SHEET_WORDS } from '../sheet/sheet-words.ts';
import { usePlaceOfCell } from '../sheet/use-place-of-cell.ts';
import { useTitleOfCell } from '../sheet/use-title-of-cell.ts';
import { Refusal } from '../ui/refusal.tsx';
import { today, writeInstant } from '../ui/time.ts';
import { useText } from '../words/in-language.ts';
import { useWords } from '../words/use-words.ts';
import { FilingBar } from './filing-bar.tsx';
import type { SavedDraft } from './filing-keeper.ts';
import { useFilingNotes } from './filing-notes.tsx';
import { FILING_WORDS } from './filing-words.ts';
import { FromTable } from './from-table.tsx';
import { openPlaces } from './open-places.ts';
import { SendToSigner } from './send-to-signer.tsx';
import { StatedLists } from './stated-lists.tsx';
import { takenInWords } from './taken-at.ts';
import { type FilingDraftState, useFilingDraft } from './use-filing-draft.ts';
import { useMatterNotes } from './use-matter-notes.tsx';

interface TypedFilingProps {
  readonly campaign: Schemas['Campaign'];
  readonly unit: Schemas['Participant'];
  readonly form: SheetForm;
  readonly draft: SavedDraft;
  readonly etag: string | undefined;
  /** Why it was returned, if it was. */
  readonly returned: Schemas['RevisionReturn'] | undefined;
  readonly onSent: (proposal: Schemas['Proposal'] | undefined) => void;
}

/** The form as it is typed: kept while it is typed, checked, and handed to whoever signs. */
export function TypedFiling(props: TypedFilingProps): ReactNode {
  const { campaign, form, draft, etag, returned, onSent } = props;
  const words = useWords(FILING_WORDS);
  const state = useFilingDraft({ campaign: campaign.id, form, draft, etag, returned });
  const [isChecked, setChecked] = useState(draft.version > 0 && returned !== undefined);
  const [acknowledged, setAcknowledged] = useState<readonly string[]>([]);
  const check = useAct(checkFilingDraft);
  const [told, setTold] = useState(false);
  const { check: saidOfSaved } = state.saved;
  const notes = useFilingNotes({ form, state, check: saidOfSaved, returned, isChecked, acknowledged, setAcknowledged });
  const ofMatters = useMatterNotes({ form, state });
  const open = openPlaces({ form, state, check: saidOfSaved, isChecked, acknowledged });
  const typing = { change: state.change, changeRows: state.changeRows, agencyCode: draft.reporter };
  const look = async (): Promise<void> => {
    setChecked(true);
    await state.flush();
    const body = contentOf(form, state.typed, today()).content;
    const said = await check.send({ path: { id: campaign.id }, query: { reporter: draft.reporter }, body });
    setTold(said !== undefined);
  };
  return (
    <>
      {returned && (
        <p className="notice" data-kind="warning">
          {words.page.returned(writeInstant(returned.at), returned.dueOn)} <bdi>{returned.reason}</bdi>
        </p>
      )}
      <Standing state={state} form={form} />
      <FormNotes form={form} />
      {draft.prefill.length > 0 && <p className="secondary">{takenInWords(campaign, words.taken)}</p>}
      <FromTable {...{ campaign: campaign.id, reporter: draft.reporter, form, state }} />
      <Sheet
        form={form}
        view={{
          text: ({ id }) => state.typed.cells[id] ?? '',
          rows: (section) => state.typed.rows[section] ?? [],
          computed: saidOfSaved.computed,
          figures: figuresOf(draft.prefill),
          ...{ notes: [...notes, ...ofMatters], typing },
        }}
      />
      <NoFigures form={form} draft={draft} />
      {isOfRegister(form) && <StatedLists campaign={campaign} draft={draft} />}
      <SendToSigner
        {...{ campaign, form, state, acknowledged, check, onSent }}
        onTry={() => setChecked(true)}
        onCheck={() => void look()}
        says={<FilingBar {...{ form, state, open }} isChecked={told} />}
      />
    </>
  );
}

/** Why it is not saved, and what a colleague did meanwhile. */
function Standing({ state, form }: { readonly state: FilingDraftState; readonly form: SheetForm }): ReactNode {
  const words = useWords(FILING_WORDS).draft;
  const placeOf = usePlaceOfCell(form);
  const { saving, merged } = state;
  return (
    <>
      {saving.is === 'refused' && (
        <>
          <p className="field-error">{words.unsaved}</p>
          <Refusal of={saving.refusal} placeOf={placeOf} onAgain={() => void state.flush()} />
        </>
      )}
      {merged && <Merged state={state} form={form} merged={merged} />}
    </>
  );
}

interface MergedProps {
  readonly state: FilingDraftState;
  readonly form: SheetForm;
  readonly merged: NonNullable<FilingDraftState['merged']>;
}

function Merged({ state, form, merged: { savedBy, savedAt, conflicts } }: MergedProps): ReactNode {
  const words = useWords(FILING_WORDS).draft;
  const titleOf = useTitleOfCell(form);
  const { person } = useSession();
  const at = savedAt === null ? '' : writeInstant(savedAt);
  return (
    <div className="notice" data-kind="warning" role="alert">
      <p>{savedBy?.person === person.id ? words.mergedOwn(at) : words.merged(savedBy?.name ?? words.somebody, at)}</p>
      <ul>
        {conflicts.map(({ cell, mine, theirs }) => (
          <li key={cell}>
            {words.conflict(titleOf(cell), mine || words.empty, theirs || words.empty)}{' '}
            <button type="button" className="plain-button" onClick={() => state.take(cell, theirs)}>
              {words.take(theirs || words.empty)}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Whether something of a form is counted of the lists that the unit keeps. */
function isOfRegister(form: SheetForm): boolean {
  const figures = form.sections.flatMap(cellsOf).map(({ prefill }) => prefill?.figure ?? '');
  return figures.some((figure) => /^(devices|software|bought|ledger)\./.test(figure));
}

/** Cells that the gate would fill in and cannot, with the reason. */
function NoFigures({ form, draft }: { readonly form: SheetForm; readonly draft: SavedDraft }): ReactNode {
  const words = useWords(SHEET_WORDS);
  const text = useText();
  const without = draft.prefill.flatMap(({ cell, why }) => {
    const found = form.cell(cell);
    return why === null || found === undefined ? [] : [{ cell, says: words.whyNone(text(found.title), text(why)) }];
  });
  if (without.length === 0) return null;
  return (
    <details className="screen-only">
      <summary>{words.noFigures}</summary>
      <ul>
        {without.map(({ cell, says }) => (
          <li key={cell}>{says}</li>
        ))}
      </ul>
    </details>
  );
}

interface DraftSheetProps {
  readonly form: SheetForm;
  readonly draft: SavedDraft;
  /** Whether whoever has just sent it is told so above. */
  readonly isTold: boolean;
}

/** What waits for its signature: it can be read and not changed. */
export function DraftSheet({ form, draft, isTold }: DraftSheetProps): ReactNode {
  const words = useWords(FILING_WORDS).page;
  const typed = typedOf(draft.content);
  return (
    <>
      {!isTold && (
        <p className="notice" data-kind="warning">
          {words.awaiting} <ToProposal id={draft.lockedBy} />
        </p>
      )}
      <Sheet
        form={form}
        view={{
          text: ({ id }) => typed.cells[id] ?? '',
          rows: (section) => typed.rows[section] ?? [],
          computed: draft.check.computed,
          figures: figuresOf(draft.prefill),
          notes: [],
        }}
      />
    </>
  );
}

function ToProposal({ id }: { readonly id: string | null }): ReactNode {
  const words = useWords(FILING_WORDS).page;
  if (id === null) return null;
  return (
    <Link to="/proposals/$id" params={{ id }}>
      {words.toProposal}
    </Link>
  );
}
