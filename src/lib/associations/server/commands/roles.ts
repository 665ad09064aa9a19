import { eq } from 'drizzle-orm';
import type { RoleChangeForm, RoleGrantForm, RoleWithdrawalForm } from '#lib/associations/forms.ts';
import { mayLoseRole, mayManageAccess } from '#lib/associations/policy.ts';
import type { Actor, Role } from '#lib/kernel/actor.ts';
import { done, notFound, refuse, type Outcome } from '#lib/kernel/refusals.ts';
import { command } from '#lib/platform/commands.ts';
import type { Tx } from '#lib/platform/database.ts';
import type { House } from '#lib/platform/house.ts';
import { lockAssociation } from '../lock.ts';
import { associationRoles } from '../tables.ts';
import { accountOf, knowAsPerson, welcome } from './newcomers.ts';

/**
 * The roles of the association by account, kept as they are until the transaction ends. Refuses whoever is not of the
 * coordination, or was when they asked and is no more: of two who withdraw each other's role, the second is too late.
 */
async function rolesToManage(tx: Tx, actor: Actor): Promise<Outcome<Map<string, Role>>> {
  const allowed = mayManageAccess(actor);
  if (!allowed.done) return allowed;
  await lockAssociation(tx, actor.associationId);
  const rows = await tx.select().from(associationRoles);
  const roles = new Map(rows.map(({ accountId, role }) => [accountId, role]));
  const still = mayManageAccess({ role: roles.get(actor.accountId ?? '') ?? null });
  return still.done ? done(roles) : still;
}

/** Whether an account of the staff may lose the role that it has. */
function mayLose(
  actor: Actor,
  roles: ReadonlyMap<string, Role>,
  form: RoleWithdrawalForm,
  role: Role,
): Outcome<undefined> {
  return mayLoseRole({
    role,
    coordinations: [...roles.values()].filter((each) => each === 'coordination').length,
    isOwn: form.accountId === actor.accountId,
    own: form.own === 'yes',
  });
}

/**
 * Gives a role of the staff to an e-mail address (lower case), whose account is created when it is new, and tells them
 * by mail. Answers the same in both cases. Refuses someone who has another role here: it is changed, not given twice.
 */
export function grantRole(house: House, actor: Actor, form: RoleGrantForm): Promise<Outcome<undefined>> {
  return command(house, actor, async (act) => {
    const { tx, now } = act;
    const roles = await rolesToManage(tx, actor);
    if (!roles.done) return roles;
    const { email, givenName, familyName, role } = form;
    const name = `${givenName} ${familyName}`;
    const accountId = await accountOf(act, { email, name });
    const present = roles.value.get(accountId);
    if (present === role) {
      act.nothingToDo();
      return done();
    }
    if (present)
      return refuse(
        'has-another-role',
        'Cette personne a déjà un autre rôle ici. Changez-le dans la liste des accès.',
        { field: 'email' },
      );
    await tx
      .insert(associationRoles)
      .values({ associationId: actor.associationId, accountId, role, grantedAt: now });
    await knowAsPerson(act, actor, accountId, { givenName, familyName, email });
    await welcome(house, actor, act, { email, name }, role);
    act.journal({
      act: 'role.granted',
      subject: { kind: 'account', id: accountId },
      after: { role, email, name },
    });
    return done();
  });
}

/**
 * Gives someone of the staff another role. Refuses for who has none here, for the last coordination, and for one's own
 * role when the form does not say that it is known.
 */
export function changeRole(house: House, actor: Actor, form: RoleChangeForm): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, now, journal, nothingToDo }) => {
    const roles = await rolesToManage(tx, actor);
    if (!roles.done) return roles;
    const before = roles.value.get(form.accountId);
    if (!before) return notFound();
    if (before === form.role) {
      nothingToDo();
      return done();
    }
    const allowed = mayLose(actor, roles.value, form, before);
    if (!allowed.done) return allowed;
    await tx
      .update(associationRoles)
      .set({ role: form.role, grantedAt: now })
      .where(eq(associationRoles.accountId, form.accountId));
    journal({
      act: 'role.granted',
      subject: { kind: 'account', id: form.accountId },
      before: { role: before },
      after: { role: form.role },
    });
    return done();
  });
}

/**
 * Withdraws a role of the staff; the account and its mandates stay. Done, and nothing more, for who has none. Refuses
 * for the last coordination, and for one's own role when the form does not say that it is known.
 */
export function withdrawRole(
  house: House,
  actor: Actor,
  form: RoleWithdrawalForm,
): Promise<Outcome<undefined>> {
  return command(house, actor, async ({ tx, journal, nothingToDo }) => {
    const roles = await rolesToManage(tx, actor);
    if (!roles.done) return roles;
    const before = roles.value.get(form.accountId);
    if (!before) {
      nothingToDo();
      return done();
    }
    const allowed = mayLose(actor, roles.value, form, before);
    if (!allowed.done) return allowed;
    await tx.delete(associationRoles).where(eq(associationRoles.accountId, form.accountId));
    journal({
      act: 'role.withdrawn',
      subject: { kind: 'account', id: form.accountId },
      before: { role: before },
    });
    return done();
  });
}
