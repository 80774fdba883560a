import type { components } from '../../src/http/openapi.generated.ts';
import type { Text } from '../../src/kernel/index.ts';
import type { AgencyName } from './demo-agencies.ts';
import type { DemoDays } from './demo-days.ts';
import type { DeviceGroup } from './demo-devices.ts';
import type { KeyName } from './demo-people.ts';
import type { EntitlementName } from './demo-software.ts';
import type { DeliveredParts, InvoicedParts } from './fulfilment-parts.ts';
import type { OrderDraft } from './order-parts.ts';

type Schemas = components['schemas'];

/** What orders cite: the ids that the gate gave. */
export interface Story {
  readonly days: DemoDays;
  readonly year: number;
  readonly entitlements: Readonly<Record<EntitlementName, string>>;
  readonly devices: Readonly<Record<DeviceGroup, readonly string[]>>;
}

/** What the gate is to answer; the demo shows it only if it does. */
export interface Answer {
  readonly outcome: Schemas['Outcome'];
  /** Every rule with a finding, and every indeterminate one, in the order of their ids. */
  readonly rules: readonly string[];
}

export type SceneAct =
  | {
      readonly act: 'submit' | 'amend';
      readonly ago: number;
      readonly wants: (story: Story) => OrderDraft;
      readonly gives: Answer;
    }
  | { readonly act: 'decide-again'; readonly ago: number; readonly by: KeyName; readonly gives: Answer }
  | { readonly act: 'withdraw'; readonly ago: number; readonly reason: string; readonly by?: KeyName }
  | { readonly act: 'terminate'; readonly ago: number; readonly reason: string }
  /** With the order's own supplier, at the sum that was approved. */
  | { readonly act: 'contract'; readonly ago: number; readonly gives: Answer }
  | {
      readonly act: 'accept';
      readonly ago: number;
      /** Another person than whoever ordered it. */
      readonly by: KeyName;
      readonly came: DeliveredParts;
      readonly gives: Answer;
    }
  | {
      readonly act: 'pay';
      readonly ago: number;
      readonly by: KeyName;
      readonly paid: InvoicedParts;
      readonly gives: Answer;
    }
  /** A survey of the agency finds software on machines that it has. */
  | {
      readonly act: 'find-copies';
      readonly ago: number;
      readonly on: DeviceGroup;
      readonly copy: Pick<Schemas['InstallationCreation'], 'category' | 'product' | 'edition' | 'version'>;
    }
  /** The agency's line for hardware gets so much more, and its filing a new amount. */
  | {
      readonly act: 'add-money';
      readonly ago: number;
      readonly hardware: string;
      readonly filing: string;
      readonly reason: string;
    };

/** One order's life in the demo. */
export interface Scene {
  readonly agency: AgencyName;
  readonly number: string;
  readonly says: Text;
  /** Who sends it; the e-mall unless told. */
  readonly by?: KeyName;
  readonly acts: readonly SceneAct[];
  readonly ends: Schemas['OrderState'];
}

export const PASSES: Answer = { outcome: 'approved', rules: [] };

/** Passes with a word of warning: no feature update of Windows is supported for as long as machines must last. */
export const PASSES_ON_WINDOWS: Answer = { outcome: 'approved', rules: ['OS-10'] };
