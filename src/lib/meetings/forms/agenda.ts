import { z } from 'zod';
import { DECISION_KINDS } from '#lib/kernel/decision-kinds.ts';
import { identifier as id } from '#lib/kernel/fields.ts';
import { isStorable, NOT_STORABLE } from '#lib/kernel/typed.ts';
import { DIRECTIONS } from '../rules/agenda.ts';
import { ITEM_NATURES, ITEM_SUBJECTS, MEETING_KINDS } from '../vocabulary.ts';

const version = z.coerce.number().int().min(0);
const typed = (most: number, tooLong: string) =>
  z.string().trim().max(most, tooLong).refine(isStorable, NOT_STORABLE);

const itemTitle = typed(300, 'Un intitulé compte au plus 300 caractères.').min(
  1,
  'Donnez un intitulé à ce point.',
);
const nature = z.enum(ITEM_NATURES, 'Choisissez ce que ce point demande à la réunion.');
/** Asked only once the notice has left. */
const lateReason = typed(500, 'Cette raison compte au plus 500 caractères.').optional();
/** Empty: at the top of the agenda. */
const parentId = z.union([z.literal(''), id]).default('');

export const itemForm = z.object({ title: itemTitle, nature, parentId, lateReason });
export type ItemForm = z.input<typeof itemForm>;

const MINUTES = 'Indiquez un nombre entier de minutes, de 1 à 1440, ou rien.';

/** What is not sent is left as it is. */
export const itemChangeForm = z.object({
  itemId: id,
  title: itemTitle,
  nature,
  version,
  /** Empty: an ordinary decision, or none. */
  decisionKind: z.union([z.literal(''), z.enum(DECISION_KINDS)], 'Choisissez dans la liste.').optional(),
  /** Empty: another matter than the accounts and the budget. */
  subject: z.union([z.literal(''), z.enum(ITEM_SUBJECTS)], 'Choisissez dans la liste.').optional(),
  presenter: typed(200, 'Ce nom compte au plus 200 caractères.').optional(),
  minutes: z
    .union([z.literal(''), z.coerce.number(MINUTES).int(MINUTES).min(1, MINUTES).max(1440, MINUTES)], MINUTES)
    .optional(),
  text: typed(20_000, 'Ce texte compte au plus 20.000 caractères. Joignez le reste en annexe.').optional(),
  closedDoor: z.enum(['yes', 'no']).optional(),
  lateReason,
});
export type ItemChangeForm = z.infer<typeof itemChangeForm>;

export const itemMoveForm = z.object({ itemId: id, direction: z.enum(DIRECTIONS) });

export const itemPlaceForm = z.object({
  itemId: id,
  parentId,
  position: z.coerce.number().int().min(0).max(1000),
});
export type ItemPlaceForm = z.infer<typeof itemPlaceForm>;

export const itemRemovalForm = z.object({ itemId: id, confirmed: z.literal('yes').optional() });

/** The entry of the journal that is undone. */
export const undoForm = z.object({ entry: z.coerce.number().int().min(1) });

const chosen = z.array(id).max(200);

export const templateUseForm = z.object({ templateId: id, lateReason });
export const agendaCopyForm = z.object({ from: id, items: chosen, lateReason });
export type AgendaCopyForm = z.infer<typeof agendaCopyForm>;

export const templateForm = z.object({
  name: typed(100, 'Un nom compte au plus 100 caractères.').min(1, 'Donnez un nom à ce modèle.'),
  /** Empty: for any body, for any kind of meeting. */
  bodyId: z.union([z.literal(''), id]).default(''),
  kind: z.union([z.literal(''), z.enum(MEETING_KINDS)]).default(''),
});
export type TemplateForm = z.infer<typeof templateForm>;
export const templateChangeForm = templateForm.extend({ version });

const proposalText = typed(5000, 'Ce texte compte au plus 5.000 caractères.').default('');
export const proposalForm = z.object({
  /** Made with the page: what is sent twice is proposed once. */
  requestId: id.optional(),
  /** For whom the secretary notes it, received on paper; empty: for oneself. */
  mandateId: z.union([z.literal(''), id]).optional(),
  title: typed(300, 'Un intitulé compte au plus 300 caractères.').min(
    1,
    'Dites en quelques mots ce que vous proposez.',
  ),
  text: proposalText,
});
export type ProposalForm = z.infer<typeof proposalForm>;
export const proposalActForm = z.object({
  requestId: id,
  /** As above. */
  mandateId: z.union([z.literal(''), id]).optional(),
});
export type ProposalActForm = z.infer<typeof proposalActForm>;
export const proposalAcceptForm = z.object({ requestId: id, version, nature, parentId, lateReason });
export type ProposalAcceptForm = z.infer<typeof proposalAcceptForm>;
export const proposalDeclineForm = z.object({
  requestId: id,
  version,
  answer: typed(2000, 'Cette réponse compte au plus 2.000 caractères.').min(
    1,
    'Dites pourquoi\u00a0: la personne qui propose lira votre réponse.',
  ),
});
export type ProposalDeclineForm = z.infer<typeof proposalDeclineForm>;
