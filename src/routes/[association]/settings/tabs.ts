import { m } from '#lib/paraglide/messages.js';
import type { PageTab } from '#lib/ui/navigation.ts';
import { addresses } from '../../addresses.ts';

/** The parts of the settings, for whoever may open them all. */
export function settingsTabs(
  slug: string,
  current: 'rules' | 'association' | 'style' | 'access' | 'certificate',
): PageTab[] {
  return [
    { label: m.settings_tabs_rules(), href: addresses.settings(slug), current: current === 'rules' },
    {
      label: m.settings_tabs_association(),
      href: addresses.associationSettings(slug),
      current: current === 'association',
    },
    { label: m.style_tab(), href: addresses.houseStyle(slug), current: current === 'style' },
    { label: m.settings_tabs_access(), href: addresses.access(slug), current: current === 'access' },
    { label: m.certificate_tab(), href: addresses.certificate(slug), current: current === 'certificate' },
  ];
}
