/** Help centers: who may read and edit, and the first categories, sections and articles. */

import type { Profile } from '../features.ts';
import { nextNumber } from '../ids.ts';
import type { Attributes, Id, Row } from '../json.ts';
import type { Garden } from './plant.ts';
import { BORN, plant } from './plant.ts';

export interface Access {
  readonly permissionGroup: Row;
  readonly staffOnly: Row;
  readonly grown: boolean;
}

export function seedHelpCenterAccess(garden: Garden, profile: Profile): Access {
  const segment = (name: string, user_type: string, built_in: boolean, more: Attributes = {}) =>
    plant(garden, 'user_segments', {
      name,
      user_type,
      built_in,
      tags: [],
      or_tags: [],
      group_ids: [],
      organization_ids: [],
      added_user_ids: [],
      ...more,
    });
  segment('Signed-in users', 'signed_in_users', true);
  const staffOnly = segment('Agents and admins', 'staff', true);
  const grown = profile === 'enterprise';
  if (grown) segment('Beta customers', 'signed_in_users', false, { tags: ['beta_tester'] });
  const permissionGroup = plant(garden, 'permission_groups', { name: 'Admins', built_in: true, edit: [], publish: [] });
  if (grown) {
    plant(garden, 'permission_groups', {
      name: 'Editors',
      built_in: false,
      edit: [staffOnly.id],
      publish: [staffOnly.id],
    });
  }
  return { permissionGroup, staffOnly, grown };
}

/** Content lives in translations; the object keeps which of them it has. */
function plantContent(
  garden: Garden,
  kind: 'categories' | 'sections' | 'articles',
  author: Row,
  texts: Readonly<Record<string, { title: string; body: string; draft?: boolean }>>,
  attributes: Attributes,
): Row {
  const id = nextNumber(garden.store);
  const translations: Attributes = {};
  for (const [locale, { title, body, draft }] of Object.entries(texts)) {
    const translation = plant(garden, 'translations', {
      source_id: id,
      source_type: { categories: 'Category', sections: 'Section', articles: 'Article' }[kind],
      locale,
      title,
      body,
      draft: draft ?? false,
      outdated: false,
      created_by_id: author.id,
      updated_by_id: author.id,
    });
    translations[locale] = translation.id;
  }
  return plant(garden, kind, { position: 0, source_locale: 'en-us', translations, ...attributes }, id);
}

function category(garden: Garden, brand: Row, author: Row, title: string, more: Attributes = {}): Row {
  const brandId: Id = brand.id;
  return plantContent(garden, 'categories', author, { 'en-us': { title, body: '' } }, { brand_id: brandId, ...more });
}

function section(garden: Garden, parent: Row, author: Row, title: string, more: Attributes = {}): Row {
  return plantContent(
    garden,
    'sections',
    author,
    { 'en-us': { title, body: '' } },
    {
      brand_id: parent.brand_id ?? null,
      category_id: parent.id,
      parent_section_id: null,
      sorting: 'manual',
      theme_template: 'section_page',
      ...more,
    },
  );
}

function article(
  garden: Garden,
  parent: Row,
  author: Row,
  access: Access,
  texts: Readonly<Record<string, { title: string; body: string; draft?: boolean }>>,
  more: Attributes = {},
): Row {
  return plantContent(garden, 'articles', author, texts, {
    brand_id: parent.brand_id ?? null,
    section_id: parent.id,
    author_id: author.id,
    comments_disabled: false,
    promoted: false,
    vote_sum: 0,
    vote_count: 0,
    edited_at: BORN,
    user_segment_id: null,
    user_segment_ids: [],
    permission_group_id: access.permissionGroup.id,
    content_tag_ids: [],
    label_names: [],
    ...more,
  });
}

export function seedHelpCenter(garden: Garden, brand: Row, author: Row, access: Access): void {
  const locales = access.grown ? ['en-us', 'de'] : ['en-us'];
  plant(garden, 'help_centers', { locales, default_locale: 'en-us' }, brand.id);
  const general = category(garden, brand, author, 'General');
  const faq = section(garden, general, author, 'FAQ');
  const news = section(garden, general, author, 'Announcements');
  article(garden, faq, author, access, {
    'en-us': { title: 'Welcome to the help center', body: '<p>Ask a question or browse the sections.</p>' },
  });
  article(garden, news, author, access, {
    'en-us': { title: 'Where to find our news', body: '<p>New versions are announced here.</p>' },
  });
  if (access.grown) seedGrownGuide(garden, brand, author, access, faq);
}

function seedGrownGuide(garden: Garden, brand: Row, author: Row, access: Access, faq: Row): void {
  const kitchen = category(garden, brand, author, 'Kitchen appliances', { position: 1 });
  const kettles = section(garden, kitchen, author, 'Kettles');
  const cleaning = section(garden, kitchen, author, 'Cleaning', { parent_section_id: kettles.id });
  article(
    garden,
    kettles,
    author,
    access,
    {
      'en-us': {
        title: 'First use',
        body: '<h2>Before the first cup</h2>\n<ol>\n<li>Rinse</li>\n<li>Boil twice</li>\n</ol>',
      },
      de: { title: 'Erste Benutzung', body: '<p>Vor der ersten Tasse zweimal aufkochen.</p>' },
    },
    { label_names: ['kettle', 'start', 'safety'] },
  );
  article(garden, cleaning, author, access, {
    'en-us': { title: 'Removing limescale', body: '<p>Use vinegar &amp; water, then rinse.</p>', draft: true },
  });
  article(
    garden,
    faq,
    author,
    access,
    { 'en-us': { title: 'Notes for the team', body: '<p>How we answer warranty questions.</p>' } },
    { user_segment_id: access.staffOnly.id, user_segment_ids: [access.staffOnly.id] },
  );
}

export function seedOutletGuide(garden: Garden, brand: Row, author: Row, access: Access): void {
  plant(garden, 'help_centers', { locales: ['en-us'], default_locale: 'en-us' }, brand.id);
  const orders = category(garden, brand, author, 'Orders');
  const returns = section(garden, orders, author, 'Returns');
  article(garden, returns, author, access, {
    'en-us': { title: 'Sending something back', body: '<p>You have thirty days.</p>' },
  });
}
