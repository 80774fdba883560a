import { type Instant, text } from '../../kernel/index.ts';
import { integer, type ReferenceKind, textField } from '../../reference/index.ts';

export const MEDIA_TYPES = ['application/pdf', 'image/png', 'image/jpeg'] as const;
export type MediaType = (typeof MEDIA_TYPES)[number];

/** A paper that an agency sent. Its bytes are kept apart, once for all agencies, by their hash. */
export interface EvidenceFile {
  readonly id: string;
  /** SHA-256 of the bytes. */
  readonly hash: string;
  readonly agencyCode: string;
  readonly mediaType: MediaType;
  readonly size: number;
  readonly name: string;
  readonly at: Instant;
  readonly keyId: string;
}

export const EVIDENCE_FILE: ReferenceKind<EvidenceFile> = {
  type: 'evidence-file',
  called: text('证明文件', 'evidence file'),
  table: 'evidence_files',
  key: 'id',
  idPrefix: 'evf',
  fields: {
    id: textField('id'),
    hash: textField('hash'),
    agencyCode: textField('agency_code'),
    mediaType: textField('media_type'),
    size: integer('size'),
    name: textField('name'),
    at: textField('at'),
    keyId: textField('key_id'),
  },
  // Files are often called after a person.
  seals: ['/after/name'],
  agency: 'agencyCode',
  identity: { lookUp: 'hash', of: ({ hash, agencyCode }) => [hash, agencyCode] },
  filters: { agencyCode: { by: 'equal', column: 'agency_code' }, hash: { by: 'equal', column: 'hash' } },
  listedBy: {
    evidence_files_by_agency: ['agency_code'],
  },
};

const SIGNATURES: Readonly<Record<MediaType, Buffer>> = {
  'application/pdf': Buffer.from('%PDF-'),
  'image/png': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  'image/jpeg': Buffer.from([0xff, 0xd8, 0xff]),
};

/** What bytes are by their beginning, whatever they are called; undefined for anything that is no evidence. */
export function mediaTypeOf(bytes: Buffer): MediaType | undefined {
  return MEDIA_TYPES.find((type) => bytes.subarray(0, SIGNATURES[type].length).equals(SIGNATURES[type]));
}
