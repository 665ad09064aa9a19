import { isDeepStrictEqual } from 'node:util';
import { eq } from 'drizzle-orm';
import { bodies } from '#lib/bodies/server/tables.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { isIdentifier } from '#lib/kernel/identifiers.ts';
import { done, notFound, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { command } from '#lib/platform/commands.ts';
import { databaseFault, type Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import type { TemplateForm } from '../../forms/agenda.ts';
import { mayPrepare } from '../../policy.ts';
import { agendaTemplates, type TemplateItem } from '../agenda/tables.ts';
import { itemsOf, meetingToPrepare, type AgendaItem } from '../load.ts';

function nested(items: readonly AgendaItem[], parentId: string | null = null): TemplateItem[] {
  return items
    .filter((item) => item.parentId === parentId)
    .sort((a, b) => a.position - b.position)
    .map(({ id, title, nature, decisionKind, presenter, minutes }) => ({
      title,
      nature,
      decisionKind,
      presenter,
      minutes,
      items: nested(items, id),
    }));
}

const facts = ({ name, bodyId, kind }: TemplateForm) => ({
  name,
  bodyId: bodyId || null,
  kind: kind || null,
});

async function checkBody(tx: Tx, bodyId: string | null): Promise<Outcome<undefined>> {
  if (bodyId === null) return done();
  const [body] = await tx.select({ id: bodies.id }).from(bodies).where(eq(bodies.id, bodyId));
  if (body) return done();
  return refuse('unknown-body', 'Cette instance n’existe pas. Choisissez dans la liste.', {
    field: 'bodyId',
  });
}

/** Writes, and refuses a name that another template bears. */
async function unlessNameTaken<T>(tx: Tx, write: (savepoint: Tx) => Promise<T>): Promise<Outcome<T>> {
  try {
    return done(await tx.transaction((savepoint) => write(savepoint)));
  } catch (error) {
    if (databaseFault(error)?.constraint !== 'template_name_once') throw error;
    return refuse('name-taken', 'Un autre modèle porte déjà ce nom. Choisissez-en un autre.', {
      field: 'name',
    });
  }
}

/** Keeps the agenda of a meeting as a template. Refuses an empty one, and a name that another bears. */
export function saveTemplate(
  house: House,
  actor: Actor,
  meetingId: string,
  form: TemplateForm,
): Promise<Outcome<{ templateId: string }>> {
  return command(house, actor, async ({ tx, today, journal }) => {
    const loaded = await meetingToPrepare(tx, actor, today, meetingId);
    if (!loaded.done) return loaded;
    const template = facts(form);
    const known = await checkBody(tx, template.bodyId);
    if (!known.done) return known;
    // Late items are the matter of one day, not a habit.
    const items = nested((await itemsOf(tx, loaded.value)).filter(({ lateAddition }) => !lateAddition));
    if (items.length === 0)
      return refuse(
        'nothing-to-keep',
        'L’ordre du jour est vide\u00a0: ajoutez-y des points, puis gardez-le.',
      );
    const saved = await unlessNameTaken(tx, (savepoint) =>
      savepoint
        .insert(agendaTemplates)
        .values({ associationId: actor.associationId, ...template, items })
        .returning({ id: agendaTemplates.id }),
    );
    if (!saved.done) return saved;
    const templateId = saved.value[0]!.id;
    journal({
      act: 'agenda-template.saved',
      subject: { kind: 'agenda-template', id: templateId },
      after: { ...template, items },
    });
    return done({ templateId });
  });
}

/** Loads a template to change it and authorises the actor. */
async function templateToChange(tx: Tx, actor: Actor, templateId: string) {
  const allowed = mayPrepare(actor);
  if (!allowed.done) return allowed;
  if (!isIdentifier(templateId)) return notFound();
  const [template] = await tx
    .select()
    .from(agendaTemplates)
    .where(eq(agendaTemplates.id, templateId))
    .for('update');
  return template ? done(template) : notFound();
}

/** Changes for what a template serves. Refuses a stale version, an unknown body and a name that another bears. */
export function changeTemplate(
  house: House,
  actor: Actor,
  templateId: string,
  form: TemplateForm & { readonly version: number },
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, journal, nothingToDo }) => {
    const loaded = await templateToChange(tx, actor, templateId);
    if (!loaded.done) return loaded;
    const { name, bodyId, kind, version } = loaded.value;
    const before = { name, bodyId, kind };
    const after = facts(form);
    const known = await checkBody(tx, after.bodyId);
    if (!known.done) return known;
    if (isDeepStrictEqual(before, after)) {
      nothingToDo();
      return done();
    }
    if (version !== form.version)
      return refuse(
        'stale',
        'Quelqu’un a modifié ce modèle entre-temps. Voici ce qui est enregistré et ce que vous avez écrit\u00a0: choisissez, puis enregistrez.',
        { details: { current: { ...before, version } } },
      );
    const saved = await unlessNameTaken(tx, (savepoint) =>
      savepoint
        .update(agendaTemplates)
        .set({ ...after, version: version + 1 })
        .where(eq(agendaTemplates.id, templateId)),
    );
    if (!saved.done) return saved;
    journal({
      act: 'agenda-template.saved',
      subject: { kind: 'agenda-template', id: templateId },
      before,
      after,
    });
    return done();
  });
}

/** Removes a template; the journal keeps it. */
export function removeTemplate(house: House, actor: Actor, templateId: string): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, journal }) => {
    const loaded = await templateToChange(tx, actor, templateId);
    if (!loaded.done) return loaded;
    const { name, bodyId, kind, items } = loaded.value;
    await tx.delete(agendaTemplates).where(eq(agendaTemplates.id, templateId));
    journal({
      act: 'agenda-template.removed',
      subject: { kind: 'agenda-template', id: templateId },
      before: { name, bodyId, kind, items },
    });
    return done();
  });
}
