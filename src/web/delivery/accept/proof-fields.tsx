import { type ReactNode, useId } from 'react';
import { createEvidenceFile } from '../../client/operations.generated.ts';
import { useMay } from '../../client/session-context.tsx';
import { useAct } from '../../client/use-gate.ts';
import { evidenceMediaOf } from '../../form/evidence-media.ts';
import { FormField } from '../../form/form-field.tsx';
import { FilePick } from '../../ui/file-pick/file-pick.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { EVIDENCE_KIND_WORDS } from '../../words/evidence.ts';
import { useWords } from '../../words/use-words.ts';
import { ACCEPT_WORDS } from './accept-words.ts';
import { NO_PROOF, type TypedProof } from './delivery-draft.ts';

interface ProofFieldsProps {
  readonly name: string;
  readonly agencyCode: string;
  readonly proof: TypedProof;
  readonly onChange: (proof: TypedProof) => void;
  readonly error?: string | undefined;
}

/** The paper that proves a right: what it is, its number, how much it covers, and its scan. */
export function ProofFields({ name, agencyCode, proof, onChange, error }: ProofFieldsProps): ReactNode {
  const words = useWords(ACCEPT_WORDS).proof;
  const kinds = useWords(EVIDENCE_KIND_WORDS);
  const may = useMay();
  const choices = Object.entries(kinds).map(([value, label]) => ({ value, label }));
  return (
    <>
      <FormField
        {...{ name, label: words.kind, value: proof.kind, choices, none: words.none, error }}
        onChange={(kind) => onChange({ ...proof, kind })}
      />
      <FormField
        {...{ label: words.reference, value: proof.reference }}
        onChange={(reference) => onChange({ ...proof, reference })}
      />
      <FormField
        {...{ label: words.seats, value: proof.seats, inputMode: 'numeric' }}
        onChange={(seats) => onChange({ ...proof, seats })}
      />
      {may(createEvidenceFile) && <ProofFile {...{ agencyCode, proof, onChange }} />}
    </>
  );
}

function ProofFile({ agencyCode, proof, onChange }: Omit<ProofFieldsProps, 'name' | 'error'>): ReactNode {
  const words = useWords(ACCEPT_WORDS).proof;
  const id = useId();
  const act = useAct(createEvidenceFile);
  async function send(file: File): Promise<void> {
    const sending = { bytes: file, mediaType: evidenceMediaOf(file) };
    const sent = await act.send({ query: { agencyCode, name: file.name } }, undefined, sending);
    if (sent !== undefined) onChange({ ...proof, file: sent.data.hash, fileName: file.name });
  }
  return (
    <div className="form-field">
      <label htmlFor={id}>{words.file}</label>
      <FilePick
        id={id}
        accept=".pdf,.png,.jpg,.jpeg"
        disabled={act.isBusy}
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file) void send(file);
        }}
      />
      {proof.file !== '' && (
        <p>
          {words.sent(proof.fileName)}{' '}
          <button
            type="button"
            className="plain-button"
            onClick={() => onChange({ ...proof, file: NO_PROOF.file, fileName: NO_PROOF.fileName })}
          >
            {words.removeFile}
          </button>
        </p>
      )}
      {act.refusal && <Refusal of={act.refusal} />}
    </div>
  );
}
