import { linkForm } from '#lib/decisions/forms/linked.ts';
import * as linkCommands from '#lib/decisions/server/linked/commands.ts';
import type { Area } from './area.ts';

export const linkedVotes: Area = {
  modules: [linkCommands],
  commands: {
    linkItems: {
      takes: ['meetingId', 'leadItemId', 'freeItemId'],
      call: (house, actor, { meetingId, leadItemId, freeItemId }) =>
        linkCommands.linkItems(
          house,
          actor,
          meetingId,
          linkForm.parse({
            itemId: leadItemId,
            [`link-${freeItemId}`]: 'yes',
            [`proposal-${freeItemId}`]: 'L’assurance est renouvelée.',
          }),
        ),
    },
    unlinkItem: {
      takes: ['meetingId', 'linkedItemId'],
      call: (house, actor, { meetingId, linkedItemId }) =>
        linkCommands.unlinkItem(house, actor, meetingId, { itemId: linkedItemId }),
    },
  },
  others: [],
};
