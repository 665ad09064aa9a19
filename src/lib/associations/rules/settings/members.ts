import { oneOf, SILENT, toVerify, type Definitions } from './definition.ts';

export interface MemberSettings {
  readonly admission: 'general-assembly' | 'board';
}

/** Who becomes a member. */
export const MEMBERS: Definitions<MemberSettings> = {
  admission: {
    title: 'Admission des membres',
    where: 'association',
    ...oneOf(['general-assembly', 'board'], {
      'general-assembly': 'L’assemblée générale admet les membres.',
      board: 'L’organe d’administration admet les membres.',
    }),
    // R-MEM-02: the statutes say who; in the silence, the assembly.
    byDefault: () => toVerify('general-assembly', SILENT),
  },
};
