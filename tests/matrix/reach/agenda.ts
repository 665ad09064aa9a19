import * as agendaCommands from '#lib/meetings/server/commands/agenda.ts';
import * as placeCommands from '#lib/meetings/server/commands/agenda-places.ts';
import * as templateCommands from '#lib/meetings/server/commands/agenda-templates.ts';
import * as fillCommands from '#lib/meetings/server/commands/fill-agenda.ts';
import * as proposalCommands from '#lib/meetings/server/commands/proposals.ts';
import * as undoCommands from '#lib/meetings/server/commands/undo-agenda.ts';
import { undoableChange } from '#lib/meetings/server/agenda/last-change.ts';
import { inAssociation } from '#lib/platform/database.ts';
import type { Area } from './area.ts';

/** The meeting of these associations is convoked: what is added says why. */
const LATE = { lateReason: 'Demandé par la commune' };
const TEMPLATE = { name: 'CA de mars', bodyId: '', kind: '' } as const;

export const agenda: Area = {
  modules: [agendaCommands, placeCommands, templateCommands, fillCommands, proposalCommands, undoCommands],
  commands: {
    addItem: {
      takes: ['meetingId', 'itemId'],
      call: (house, actor, { meetingId, itemId }) =>
        agendaCommands.addItem(house, actor, meetingId, {
          title: 'Un point de plus',
          nature: 'decision',
          parentId: itemId,
          ...LATE,
        }),
    },
    changeItem: {
      takes: ['meetingId', 'itemId'],
      call: (house, actor, { meetingId, itemId }) =>
        agendaCommands.changeItem(house, actor, meetingId, {
          itemId,
          title: 'Autrement dit',
          nature: 'decision',
          version: 1,
          ...LATE,
        }),
    },
    moveAgendaItem: {
      takes: ['meetingId', 'itemId'],
      call: (house, actor, { meetingId, itemId }) =>
        placeCommands.moveAgendaItem(house, actor, meetingId, itemId, 'down'),
    },
    placeAgendaItem: {
      takes: ['meetingId', 'itemId', 'otherItemId'],
      call: (house, actor, { meetingId, itemId, otherItemId }) =>
        placeCommands.placeAgendaItem(house, actor, meetingId, {
          itemId: otherItemId,
          parentId: itemId,
          position: 0,
        }),
    },
    removeAgendaItem: {
      takes: ['meetingId', 'otherItemId'],
      call: (house, actor, { meetingId, otherItemId }) =>
        agendaCommands.removeAgendaItem(house, actor, meetingId, otherItemId, { confirmed: true }),
    },
    undoAgendaChange: {
      takes: ['meetingId'],
      call: async (house, actor, { meetingId }) => {
        const added = await agendaCommands.addItem(house, actor, meetingId, {
          title: 'Un point de trop',
          nature: 'decision',
          ...LATE,
        });
        if (!added.done) return added;
        const last = await inAssociation(house.db, actor.associationId, (tx) =>
          undoableChange(tx, actor, meetingId, house.clock.today()),
        );
        return undoCommands.undoAgendaChange(house, actor, meetingId, last!);
      },
    },
    applyTemplate: {
      takes: ['meetingId', 'templateId'],
      call: (house, actor, { meetingId, templateId }) =>
        fillCommands.applyTemplate(house, actor, meetingId, { templateId, ...LATE }),
    },
    copyAgenda: {
      takes: ['laterMeetingId', 'meetingId', 'otherItemId'],
      call: (house, actor, { laterMeetingId, meetingId, otherItemId }) =>
        fillCommands.copyAgenda(house, actor, laterMeetingId, { from: meetingId, items: [otherItemId] }),
    },
    carryOver: {
      takes: ['laterMeetingId', 'meetingId', 'otherItemId'],
      call: (house, actor, { laterMeetingId, meetingId, otherItemId }) =>
        fillCommands.carryOver(house, actor, laterMeetingId, { from: meetingId, items: [otherItemId] }),
    },
    saveTemplate: {
      takes: ['meetingId', 'bodyId'],
      call: (house, actor, { meetingId, bodyId }) =>
        templateCommands.saveTemplate(house, actor, meetingId, { ...TEMPLATE, bodyId }),
    },
    changeTemplate: {
      takes: ['templateId', 'bodyId'],
      call: (house, actor, { templateId, bodyId }) =>
        templateCommands.changeTemplate(house, actor, templateId, { ...TEMPLATE, bodyId, version: 1 }),
    },
    removeTemplate: {
      takes: ['templateId'],
      call: (house, actor, { templateId }) => templateCommands.removeTemplate(house, actor, templateId),
    },
    proposeItem: {
      takes: ['meetingId', 'mandateId'],
      call: (house, actor, { meetingId, mandateId }) =>
        proposalCommands.proposeItem(house, actor, meetingId, { title: 'Logement', text: '', mandateId }),
    },
    supportProposal: {
      takes: ['meetingId', 'requestId', 'coOptedId'],
      call: (house, actor, { meetingId, requestId, coOptedId }) =>
        proposalCommands.supportProposal(house, actor, meetingId, { requestId, mandateId: coOptedId }),
    },
    withdrawSupport: {
      takes: ['meetingId', 'requestId'],
      // Who never signed has nothing to take back.
      call: (house, actor, { meetingId, requestId }) =>
        proposalCommands.withdrawSupport(house, actor, meetingId, { requestId }),
    },
    withdrawProposal: {
      takes: ['meetingId', 'requestId'],
      call: (house, actor, ids) =>
        proposalCommands.withdrawProposal(
          house,
          {
            ...actor,
            seats: [
              {
                mandateId: ids.mandateId,
                bodyId: ids.bodyId,
                sector: 'public',
                office: 'member',
                voting: true,
                from: '2021-01-01',
                to: null,
              },
            ],
          },
          ids.meetingId,
          { requestId: ids.requestId },
        ),
    },
    acceptProposal: {
      takes: ['meetingId', 'requestId', 'itemId'],
      call: (house, actor, { meetingId, requestId, itemId }) =>
        proposalCommands.acceptProposal(house, actor, meetingId, {
          requestId,
          version: 1,
          nature: 'discussion',
          parentId: itemId,
          ...LATE,
        }),
    },
    declineProposal: {
      takes: ['meetingId', 'requestId'],
      call: (house, actor, { meetingId, requestId }) =>
        proposalCommands.declineProposal(house, actor, meetingId, {
          requestId,
          version: 1,
          answer: 'Déjà décidé',
        }),
    },
  },
  others: [],
};
