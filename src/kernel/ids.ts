import { v7 } from 'uuid';

export type IdPrefix =
  | 'ord'
  | 'dec'
  | 'bud'
  | 'ent'
  | 'dev'
  | 'rsp'
  | 'deb'
  | 'prd'
  | 'per'
  | 'key'
  | 'und'
  | 'mov'
  | 'job'
  | 'evt';

/** Makes prefixed ids that sort by time of creation. Passed in, so that tests can count instead. */
export type NewId = (prefix: IdPrefix) => string;

export const newId: NewId = (prefix) => `${prefix}_${v7().replaceAll('-', '')}`;
