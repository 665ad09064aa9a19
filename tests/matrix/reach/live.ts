import * as speakerCommands from '#lib/meetings/server/sitting/speakers.ts';
import type { Area } from './area.ts';

export const live: Area = {
  modules: [speakerCommands],
  commands: {
    askToSpeak: {
      takes: ['meetingId', 'mandateId'],
      call: (house, actor, { meetingId, mandateId }) =>
        speakerCommands.askToSpeak(house, actor, meetingId, { mandateId }),
    },
    leaveList: {
      takes: ['meetingId', 'mandateId'],
      call: (house, actor, { meetingId, mandateId }) =>
        speakerCommands.leaveList(house, actor, meetingId, { mandateId }),
    },
    beginSpeaking: {
      takes: ['meetingId', 'speakerId'],
      call: (house, actor, { meetingId, speakerId }) =>
        speakerCommands.beginSpeaking(house, actor, meetingId, speakerId),
    },
    endSpeaking: {
      takes: ['meetingId', 'speakingId'],
      call: (house, actor, { meetingId, speakingId }) =>
        speakerCommands.endSpeaking(house, actor, meetingId, speakingId),
    },
  },
  others: ['speakersOf'],
};
