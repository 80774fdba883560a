import { text } from '../../kernel/index.ts';
import { periodProblems, type RecordedKind } from '../../reference/index.ts';
import { agenciesOfDevices } from '../register-repository.ts';
import { INSTALLATION, type Installation } from './installation.ts';

/** Installations with what only the database knows: whether the agency has the device. */
export const INSTALLATIONS: RecordedKind<Installation> = {
  ...INSTALLATION,
  judge: () => {
    const devices = new Map<string, string>();
    return {
      readFor: async (tx, drafts) => {
        const wanted = drafts.map(({ after }) => after.deviceId);
        for (const [id, agencyCode] of await agenciesOfDevices(tx, wanted)) devices.set(id, agencyCode);
      },
      problemsOf: ({ after }) => {
        const { agencyCode, deviceId, seenFrom: from, seenLast, seenTo } = after;
        if (devices.get(deviceId) !== agencyCode) {
          const message = text('该单位没有此设备。', 'The agency has no such device.');
          return [{ kind: 'unprocessable', code: 'installation.device', field: 'deviceId', text: message }];
        }
        return [
          ...periodProblems(INSTALLATION, { from, until: seenLast, field: 'seenLast' }),
          ...periodProblems(INSTALLATION, { from, until: seenTo, field: 'seenTo' }),
        ];
      },
      take: () => undefined,
    };
  },
};
