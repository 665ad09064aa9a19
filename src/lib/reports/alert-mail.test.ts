import { describe, expect, it } from 'vitest';
import type { Alert } from '#lib/bodies/rules/alert.ts';
import { coordinationMail, mandateEndMail } from './alert-mail.ts';

const alert = (more: Partial<Alert> = {}): Alert => ({
  kind: 'vacancy',
  severity: 'due',
  sentence: 'Un siège est vacant\u00a0: Solaix.',
  date: { is: 'since', day: '2022-09-08' },
  source: null,
  body: { code: 'CG', name: "Comité d'avis" },
  keys: ['vacancy/x'],
  ...more,
});
const facts = (alerts: Alert[]) => ({
  name: 'An Peeters',
  association: { slug: 'rslux', name: 'Relais social', shortName: 'RS\nLux' },
  alerts,
  site: 'https://gouvernance.example.be',
});

describe('coordinationMail', () => {
  it('lists the alerts with their day, and leads to the desk and to the setting', () => {
    const late = alert({ severity: 'late', date: { is: 'due', day: '2022-11-01' }, sentence: 'Publiez.' });
    const { subject, text } = coordinationMail(facts([late, alert(), alert({ date: null })]));
    expect(subject).toBe('RS Lux\u00a0: 3\u00a0nouvelles alertes');
    expect(text.replaceAll('\u00a0', ' ')).toBe(
      [
        'Bonjour An Peeters,',
        'Voici ce qui est nouveau pour Relais social dans Collégial :',
        '- En retard : Comité d’avis\n  Publiez.\n  Échéance : 1er novembre 2022',
        '- Comité d’avis\n  Un siège est vacant : Solaix.\n  Depuis le 8 septembre 2022',
        '- Comité d’avis\n  Un siège est vacant : Solaix.',
        'Tout ce qui vous attend est sur votre bureau :\nhttps://gouvernance.example.be/rslux',
        'Chaque alerte vous est écrite une seule fois par étape, et vous recevez au plus un message par jour.',
        'Vous ne voulez plus de ces messages ? La coordination les arrête dans les réglages, sous « Messages d’alerte » :\nhttps://gouvernance.example.be/rslux/settings/alert-mails\n',
      ].join('\n\n'),
    );
  });

  it('says one alert in the singular', () => {
    expect(coordinationMail(facts([alert()])).subject).toBe('RS Lux\u00a0: 1\u00a0nouvelle alerte');
  });
});

describe('mandateEndMail', () => {
  it('says which mandate, where, and what to do', () => {
    const own = alert({ sentence: 'Votre mandat pour Solaix finit le 1er\u00a0décembre\u00a02022.' });
    const { subject, text } = mandateEndMail(facts([own]));
    expect(subject).toBe('RS Lux\u00a0: votre mandat finit bientôt');
    expect(text.replaceAll('\u00a0', ' ')).toContain(
      'Votre mandat pour Solaix finit le 1er décembre 2022. Vous siégez dans cette instance : Comité d’avis.',
    );
    expect(text).toContain('https://gouvernance.example.be/rslux\n');
  });
});
