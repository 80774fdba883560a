import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Called } from '../../client/call.ts';
import { GateProblem } from '../../client/gate-problem.ts';
import type { Schemas } from '../../client/operation.ts';
import { fileOnPaper } from '../../client/operations.generated.ts';
import { useAct } from '../../client/use-gate.ts';
import { focusField } from '../../form/focus-field.ts';
import type { SheetForm } from '../../sheet/form-document.ts';
import { FormNotes } from '../../sheet/form-notes.tsx';
import { Sheet } from '../../sheet/sheet.tsx';
import { type TypedSheet, typedOf } from '../../sheet/sheet-content.ts';
import { figuresOf } from '../../sheet/sheet-figures.ts';
import { usePlaceOfCell } from '../../sheet/use-place-of-cell.ts';
import { InSight } from '../../ui/in-sight.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { useWords } from '../../words/use-words.ts';
import { SendBar, ToSettle } from '../filing-bar.tsx';
import { useFilingNotes } from '../filing-notes.tsx';
import { type OpenPlace, openPlaces } from '../open-places.ts';
import { SignersOf } from '../signers-of.tsx';
import { NO_PAPER, type Paper, PaperFields, readPaper } from './paper-fields.tsx';
import { PAPER_WORDS } from './paper-words.ts';
import { usePaperSheet } from './use-paper-sheet.ts';

type Draft = Called<'getFilingDraft'>['data'];

interface TypedPaperProps {
  readonly campaign: Schemas['Campaign'];
  readonly unit: Schemas['Participant'];
  readonly form: SheetForm;
  /** What the unit has typed in the gate or filed before, with the gate's figures. */
  readonly draft: Draft;
  readonly onSent: (proposal: Schemas['Proposal'] | undefined) => void;
}

const EMPTY: TypedSheet = { cells: {}, rows: {}, reasons: {} };

/** Nothing that the gate has counted is taken for what a paper says: the sheet begins empty, or with the unit's own words. */
function beginningOf({ campaign, unit, draft }: Pick<TypedPaperProps, 'campaign' | 'unit' | 'draft'>) {
  const own = typedOf(draft.content);
  if (draft.version > 0) return { first: own, says: 'ofDraft' } as const;
  if (unit.state === 'returned') return { first: own, says: 'ofReturned' } as const;
  if (campaign.state === 'closed' && unit.filing !== null) return { first: own, says: 'ofCorrected' } as const;
  return { first: EMPTY, says: undefined } as const;
}

/** What the gate says of the day on which the paper came in. */
function placedIn(refusal: Error | null): string | undefined {
  if (!(refusal instanceof GateProblem)) return undefined;
  return refusal.errors.find(({ pointer }) => pointer === '/receivedOn')?.message;
}

/** What is typed, what the gate says to it, and the way to the second person. */
function useRecording({ campaign, unit, form, draft, onSent }: TypedPaperProps, first: TypedSheet) {
  const sheet = usePaperSheet({ campaign: campaign.id, reporter: unit.agencyCode, form, first });
  const [paper, setPaper] = useState<Paper>(NO_PAPER);
  const [acknowledged, setAcknowledged] = useState<readonly string[]>([]);
  const [isTried, setTried] = useState(false);
  const act = useAct(fileOnPaper);
  const judged = { form, check: sheet.check, isChecked: isTried, acknowledged };
  const notes = useFilingNotes({ ...judged, state: sheet, returned: undefined, setAcknowledged });
  const { stated, faults } = readPaper(paper, campaign.state === 'closed');
  const send = async (): Promise<void> => {
    setTried(true);
    if (openPlaces({ ...judged, isChecked: true, state: sheet }).length > 0) return;
    const [missing] = Object.keys(faults);
    if (stated === undefined) return focusField(missing ?? '');
    const { reporter } = draft;
    const body = { ...sheet.content, ...stated, reporter, acknowledged: [...acknowledged] };
    const sent = await act.send({ path: { id: campaign.id }, body });
    if (sent === undefined) return;
    sheet.forget();
    onSent(sent.proposal);
  };
  const open = openPlaces({ ...judged, state: sheet });
  return { sheet, paper, setPaper, faults: isTried ? faults : {}, notes, open, act, send };
}

export function TypedPaper(props: TypedPaperProps): ReactNode {
  const { campaign, unit, form, draft } = props;
  const placeOf = usePlaceOfCell(form);
  const words = useWords(PAPER_WORDS);
  const [{ first, says }] = useState(() => beginningOf({ campaign, unit, draft }));
  const { sheet, paper, setPaper, faults, notes, open, act, send } = useRecording(props, first);
  const typing = { change: sheet.change, changeRows: sheet.changeRows, agencyCode: unit.agencyCode };
  return (
    <>
      <p className="notice" data-kind="warning">
        {words.says} {says && words[says]}
      </p>
      <FormNotes form={form} />
      <Sheet
        form={form}
        view={{
          text: ({ id }) => sheet.typed.cells[id] ?? '',
          rows: (section) => sheet.typed.rows[section] ?? [],
          computed: sheet.check.computed,
          figures: figuresOf(draft.prefill),
          ...{ notes, typing },
        }}
      />
      <PaperFields
        {...{ paper, faults, agencyCode: unit.agencyCode, isCorrection: campaign.state === 'closed' }}
        refused={placedIn(act.refusal)}
        onChange={(change) => setPaper((before) => ({ ...before, ...change }))}
      />
      <SignersOf campaign={campaign.id} reporter={unit.agencyCode} />
      {sheet.refusal && <Refusal of={sheet.refusal} placeOf={placeOf} />}
      {act.refusal && placedIn(act.refusal) === undefined && (
        <InSight>
          <Refusal of={act.refusal} placeOf={placeOf} />
        </InSight>
      )}
      <SendBar says={<Kept form={form} open={open} />} check={null}>
        <Button type="primary" loading={act.isBusy} disabled={sheet.wrong.length > 0} onClick={() => void send()}>
          {words.does}
        </Button>
      </SendBar>
    </>
  );
}

interface KeptProps {
  readonly form: SheetForm;
  readonly open: readonly OpenPlace[];
}

function Kept({ form, open }: KeptProps): ReactNode {
  const words = useWords(PAPER_WORDS);
  return (
    <>
      <span className="secondary">{words.kept}</span>
      <ToSettle form={form} open={open} isChecked={false} />
    </>
  );
}
