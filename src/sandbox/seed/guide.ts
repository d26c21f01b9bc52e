/** What a help center that has been lived in holds beside its content: segments, content tags, labels and a file. */

import type { Profile } from '../features.ts';
import { nextUlid } from '../ids.ts';
import type { Row } from '../json.ts';
import { list } from '../json.ts';
import { keepFile } from '../storage.ts';
import { filter, find, patch } from '../store.ts';
import { plantTheme } from '../zendesk/guide/theme-rows.ts';
import type { Garden } from './plant.ts';
import { BORN, plant } from './plant.ts';

/** Every help center starts with the standard theme, published. */
export function seedThemes(garden: Garden, profile: Profile): void {
  const { store } = garden;
  const born = { created_at: BORN, updated_at: BORN };
  for (const center of filter(store, 'help_centers', () => true)) {
    plantTheme(store, String(center.id), 'Copenhagen', { live: true, ...born });
  }
  const [main] = filter(store, 'help_centers', () => true);
  if (profile === 'enterprise' && main) {
    plantTheme(store, String(main.id), `${garden.company} winter`, { author: garden.company, origin: 'api', ...born });
  }
}

export function seedGuide(garden: Garden): void {
  const { store } = garden;
  const [fabrikam] = filter(store, 'organizations', (row) => row.name === 'Fabrikam');
  plant(garden, 'user_segments', {
    name: 'Trade partners',
    user_type: 'signed_in_users',
    built_in: false,
    tags: [],
    or_tags: ['trade', 'reseller'],
    group_ids: [],
    organization_ids: fabrikam ? [fabrikam.id] : [],
    added_user_ids: [],
  });
  const [kettles] = ['Kettles', 'Getting started', 'Warranty'].map((name) =>
    plant(garden, 'content_tags', { name }, nextUlid(store)),
  );
  const article = titled(garden, 'First use');
  if (!article || !kettles) return;
  for (const name of list(article.label_names)) plant(garden, 'labels', { name });
  patch(store, 'articles', article, { content_tag_ids: [kettles.id], updated_at: BORN });
  const bytes = new TextEncoder().encode('Rinse the kettle, boil it twice and pour the water away.\n');
  const file = keepFile(store, { name: 'first-use.txt', type: 'text/plain', bytes });
  plant(garden, 'article_attachments', {
    article_id: article.id,
    file: file.id,
    file_name: 'first-use.txt',
    content_type: 'text/plain',
    size: bytes.length,
    inline: false,
    locale: null,
  });
}

function titled({ store }: Garden, title: string): Row | undefined {
  const [translation] = filter(store, 'translations', (row) => row.title === title);
  return typeof translation?.source_id === 'number' ? find(store, 'articles', translation.source_id) : undefined;
}
