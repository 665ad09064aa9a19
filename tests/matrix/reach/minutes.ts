import forge from 'node-forge';
import { openSession } from '#lib/accounts/server/sessions.ts';
import * as approvalCommands from '#lib/minutes/server/commands/approval.ts';
import * as certificateCommands from '#lib/minutes/server/commands/certificates.ts';
import * as complementCommands from '#lib/minutes/server/commands/complements.ts';
import * as handedOutCommands from '#lib/minutes/server/commands/handed-out.ts';
import * as rectificationCommands from '#lib/minutes/server/commands/rectification.ts';
import * as remarkCommands from '#lib/minutes/server/commands/remarks.ts';
import * as sealingCommands from '#lib/minutes/server/commands/sealing.ts';
import * as sendCommands from '#lib/minutes/server/commands/send.ts';
import * as signatureCommands from '#lib/minutes/server/commands/signatures.ts';
import { makeCertificate } from '#lib/minutes/server/seal/certificate.ts';
import { VISITOR } from '../../fixtures/account-house.ts';
import type { Area } from './area.ts';

const REFERENCE = { reference: 'CA-2022-2' };

/** The certificate of an association as it keeps it itself, under the password "x". */
async function ownCertificate(now: string): Promise<Uint8Array> {
  const { chain, privateKey } = await makeCertificate('Association', now);
  const der = Buffer.from(chain[0]!).toString('latin1');
  const container = forge.pkcs12.toPkcs12Asn1(
    forge.pki.privateKeyFromPem(privateKey),
    [forge.pki.certificateFromAsn1(forge.asn1.fromDer(der))],
    'x',
  );
  return Buffer.from(forge.asn1.toDer(container).getBytes(), 'latin1');
}

export const minutes: Area = {
  modules: [
    sendCommands,
    complementCommands,
    remarkCommands,
    approvalCommands,
    handedOutCommands,
    signatureCommands,
    sealingCommands,
    rectificationCommands,
    certificateCommands,
  ],
  commands: {
    sendForRemarks: {
      takes: ['draftMinutesId'],
      call: (house, actor, { draftMinutesId }) =>
        sendCommands.sendForRemarks(house, actor, draftMinutesId, {
          remarksUntil: '2100-01-01',
          message: '',
        }),
    },
    completeSentence: {
      takes: ['sentMinutesId'],
      call: (house, actor, { sentMinutesId }) =>
        complementCommands.completeSentence(house, actor, sentMinutesId, {
          key: 'quorum',
          read: '',
          version: 1,
          text: '',
        }),
    },
    makeRemark: {
      takes: ['sentMinutesId'],
      call: (house, actor, { sentMinutesId, sentItemId, bodyId, mandateId }) =>
        remarkCommands.makeRemark(
          house,
          {
            ...actor,
            seats: [
              {
                mandateId,
                bodyId,
                sector: 'associative',
                office: 'chair',
                voting: true,
                from: '2021-01-01',
                to: null,
              },
            ],
          },
          sentMinutesId,
          { itemId: sentItemId, text: 'Ajoutez le montant.' },
        ),
    },
    answerRemark: {
      takes: ['sentMinutesId', 'remarkId'],
      call: (house, actor, { sentMinutesId, remarkId }) =>
        remarkCommands.answerRemark(house, actor, sentMinutesId, {
          remarkId,
          answer: 'taken-up',
          words: 'Ajouté.',
        }),
    },
    approveMinutes: {
      takes: ['sentMinutesId'],
      call: (house, actor, { sentMinutesId }) =>
        approvalCommands.approveMinutes(house, actor, sentMinutesId, REFERENCE),
    },
    approveHandedOut: {
      takes: ['draftMinutesId'],
      call: (house, actor, { draftMinutesId }) =>
        handedOutCommands.approveHandedOut(house, actor, draftMinutesId, REFERENCE),
    },
    noteAdoptedChanges: {
      takes: ['approvedMinutesId'],
      call: (house, actor, { approvedMinutesId }) =>
        approvalCommands.noteAdoptedChanges(house, actor, approvedMinutesId, { changes: 'Lire 12.' }),
    },
    withdrawApproval: {
      takes: ['approvedMinutesId'],
      call: (house, actor, { approvedMinutesId }) =>
        approvalCommands.withdrawApproval(house, actor, approvedMinutesId),
    },
    signMinutes: {
      takes: ['approvedMinutesId'],
      call: async (house, actor, { approvedMinutesId }) => {
        const now = house.clock.now();
        const { id: sessionId } = await house.db.transaction((tx) =>
          openSession(tx, actor.accountId!, VISITOR, { now, secondFactorPassed: true }),
        );
        return signatureCommands.signMinutes(house, actor, approvedMinutesId, { signer: 'chair', sessionId });
      },
    },
    recordPaperSignature: {
      takes: ['approvedMinutesId'],
      call: (house, actor, { approvedMinutesId }) =>
        signatureCommands.recordPaperSignature(house, actor, approvedMinutesId, {
          signer: 'secretary',
          file: {
            path: '/dev/null',
            name: 'signé.pdf',
            mediaType: 'application/pdf',
            size: 0,
            sha256: '0'.repeat(64),
            scan: 'not-scanned',
          },
        }),
    },
    sealMinutes: {
      takes: ['signedMinutesId'],
      call: (house, actor, { signedMinutesId }) => sealingCommands.sealMinutes(house, actor, signedMinutesId),
    },
    rectifyMinutes: {
      takes: ['signedMinutesId'],
      call: (house, actor, { signedMinutesId }) =>
        rectificationCommands.rectifyMinutes(house, actor, signedMinutesId, REFERENCE),
    },
    withdrawRectification: {
      takes: ['sealedMinutesId'],
      call: (house, actor, { sealedMinutesId, secondDecisionId }) =>
        rectificationCommands.withdrawRectification(house, actor, sealedMinutesId, {
          decisionId: secondDecisionId,
        }),
    },
    makeOwnCertificate: {
      takes: [],
      call: (house, actor) => certificateCommands.makeOwnCertificate(house, actor),
    },
    uploadCertificate: {
      takes: [],
      call: async (house, actor) =>
        certificateCommands.uploadCertificate(house, actor, {
          file: await ownCertificate(house.clock.now()),
          password: 'x',
        }),
    },
  },
  others: ['approve', 'checkWhole', 'decisionCited', 'wireMinutes'],
};
