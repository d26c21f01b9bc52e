/** What `include` adds to a category, a section or an article: its translations, embedded because nothing else has them. */

import type { Attributes, Row } from '../../json.ts';
import { number, object, text } from '../../json.ts';
import type { Call } from '../../router.ts';
import { find } from '../../store.ts';
import { kindOf } from './content.ts';

export function presentTranslation(call: Call, row: Row): Attributes {
  const [kind, locale] = [kindOf(row), text(row.locale)];
  const host = `https://${text(call.brand?.subdomain)}.zendesk.com`;
  return {
    url: `${call.base}/api/v2/help_center/${kind}/${text(row.source_id)}/translations/${locale}.json`,
    html_url: `${host}/hc/${locale}/${kind}/${text(row.source_id)}`,
    ...row,
  };
}

export function translationsOf(call: Call, source: Row): readonly Row[] {
  return Object.values(object(source.translations)).flatMap((id) => find(call.store, 'translations', number(id)) ?? []);
}

export function embedded(call: Call, source: Row): Attributes {
  const wanted = (call.query.get('include') ?? '').split(',');
  if (!wanted.includes('translations')) return {};
  return { translations: translationsOf(call, source).map((row) => presentTranslation(call, row)) };
}
