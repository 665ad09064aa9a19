import { createRawSnippet } from 'svelte';
import { render } from 'svelte/server';
import { describe, expect, it } from 'vitest';
import Annotated from './Annotated.svelte';
import Banner from './Banner.svelte';
import Confirm from './Confirm.svelte';
import EmptyState from './EmptyState.svelte';
import ErrorSummary from './ErrorSummary.svelte';
import Field from './Field.svelte';
import Gauge from './Gauge.svelte';
import MarginNote from './MarginNote.svelte';
import Notice from './Notice.svelte';
import Outcome from './Outcome.svelte';
import Page from './Page.svelte';
import SaveState from './SaveState.svelte';
import SectorMark from './SectorMark.svelte';
import Segmented from './Segmented.svelte';
import Shell from './Shell.svelte';

const words = createRawSnippet(() => ({ render: () => '<p>Quelques mots.</p>' }));
const options = [
  { value: 'present', label: 'présent' },
  { value: 'absent', label: 'absent', disabled: true },
];
const person = { name: 'Capucine Lambert', signOutAction: '/sign-out' };
const site = { shortName: 'RSLux', name: 'Relais social', href: '/rslux' };
const entries = [
  { label: 'Bureau', href: '/rslux', count: 3 },
  { label: 'Réunions', href: '/rslux/meetings', current: true },
];

/** The markup without the comments that Svelte hydrates by. */
const plain = (html: string) => html.replace(/<!--.*?-->/g, '');

const rendered = {
  Annotated: render(Annotated, { props: { note: words, children: words } }),
  Banner: render(Banner, { props: { children: words } }),
  Confirm: render(Confirm, { props: { label: 'Retirer', tone: 'danger', children: words } }),
  EmptyState: render(EmptyState, { props: { sentence: 'Rien.', next: { label: 'Créer', href: '/n' } } }),
  ErrorSummary: render(ErrorSummary, { props: { errors: [{ field: 'date', sentence: 'Donnez la date.' }] } }),
  Field: render(Field, {
    props: { name: 'date', label: 'Date', type: 'date', hint: 'Le jour.', error: ['Donnez la date.'] },
  }),
  Gauge: render(Gauge, {
    props: {
      value: 8,
      total: 9,
      needed: 5,
      sector: 'public',
      heading: '8 sur 9',
      sentence: 'quorum 5, atteint',
    },
  }),
  MarginNote: render(MarginNote, { props: { tone: 'warn', title: 'Un siège vacant', source: 'CSA 9:6' } }),
  Notice: render(Notice, { props: { children: words } }),
  Outcome: render(Outcome, { props: { result: 'adopted', sentence: 'Adopté.', arithmetic: ['7 sur 8.'] } }),
  Page: render(Page, {
    props: {
      title: 'Séance',
      number: '3',
      breadcrumbs: [site].map((s) => ({ label: s.name, href: s.href })),
      margin: words,
      children: words,
    },
  }),
  SaveState: render(SaveState, { props: { state: 'saved', at: '14 h 32' } }),
  SectorMark: render(SectorMark, { props: { sector: 'associative', shapeOnly: true, vacant: true } }),
  Segmented: render(Segmented, { props: { name: 'who', legend: 'Présence', options, value: 'present' } }),
  Shell: render(Shell, {
    props: { site, entries, person, path: '/rslux/meetings', banner: words, children: words },
  }),
};

describe('markup rendered by the server', () => {
  it.each(Object.entries(rendered))(
    '%s sets no style attribute, which the security policy refuses',
    (_, { body }) => {
      expect(body).not.toMatch(/\sstyle=/);
      expect(body).not.toMatch(/\son\w+="/);
    },
  );

  it.each(Object.entries(rendered))('%s gives each id once', (_, { body }) => {
    const ids = [...body.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(ids).toEqual([...new Set(ids)]);
  });

  it('ties the hint and the error of a field to it, and the summary to the field', () => {
    const field = plain(rendered.Field.body);
    expect(field).toMatch(/<input[^>]*aria-describedby="field-date-hint field-date-error"/);
    expect(field).toMatch(/<input[^>]*aria-invalid="true"/);
    expect(field).toContain('Donnez la date.</p>');
    expect(plain(rendered.ErrorSummary.body)).toContain('href="#field-date"');
  });

  it('says nothing of an error before there is one', () => {
    const { body } = render(Field, { props: { name: 'place', label: 'Lieu', value: 'Bastogne' } });
    expect(body).not.toContain('aria-invalid');
    expect(body).not.toContain('aria-describedby');
    expect(body).toContain('value="Bastogne"');
  });

  it('keeps the word of a sector for whoever does not see its shape', () => {
    expect(plain(rendered.SectorMark.body)).toMatch(/visually-hidden[^>]*>Associatif, siège vacant</);
  });

  it('draws the share and the mark of a gauge from whole numbers', () => {
    const gauge = plain(rendered.Gauge.body);
    expect(gauge).toContain(`width="${(8 / 9) * 100}%"`);
    expect(gauge).toContain(`x="${(5 / 9) * 100}%"`);
    const { body } = render(Gauge, { props: { value: 3, total: 0, heading: '', sentence: '' } });
    expect(body).toMatch(/class="bar[^>]*width="0%"/);
  });

  it('marks the current entry and signs out by a form', () => {
    const shell = plain(rendered.Shell.body);
    expect(shell).toMatch(/href="\/rslux\/meetings"[^>]*aria-current="page"/);
    expect(shell).toMatch(/<form method="post" action="\/sign-out"/);
    expect(shell).toContain('name="from" value="/rslux/meetings"');
  });

  it('names the window after the page', () => {
    expect(rendered.Page.head).toContain('<title>3 Séance · Collégial</title>');
  });
});
