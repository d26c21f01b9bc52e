/** What Zendesk refuses about texts in several languages. */
import { check, liveOf, membersIn, resourcesOf, unmanagedOf } from './check.ts';

const defaultText = check(
  {
    id: 'DYNAMIC_CONTENT_DEFAULT',
    stage: 'load',
    severity: 'error',
    title: 'The default language has a text',
    why: 'Zendesk refuses an item without a text in its default language, and one whose default is switched off.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, 'dynamic_content')) {
      const { default_language: language, texts } = resource.attributes;
      const found = membersIn(texts).find(({ key }) => key === language);
      if (found === undefined)
        yield {
          resource,
          path: 'default_language',
          summary: `There is no text in ${String(language)}, the default language`,
        };
      else if (found.active === false)
        yield {
          resource,
          path: `texts.${String(language)}`,
          summary: 'The text in the default language must be active',
        };
    }
  },
);

const languages = check(
  {
    id: 'LANGUAGE_OFF',
    stage: 'account',
    severity: 'error',
    title: 'A text has a language of the account',
    why: 'Zendesk refuses texts in languages that are not switched on.',
  },
  function* (cx) {
    const known = liveOf(cx, 'locale').map(({ title }) => title.toLowerCase());
    if (known.length === 0) return;
    for (const resource of resourcesOf(cx, 'dynamic_content')) {
      for (const { key } of membersIn(resource.attributes.texts)) {
        if (known.includes(String(key).toLowerCase())) continue;
        yield {
          resource,
          path: `texts.${String(key)}`,
          summary: `The account has no language ${String(key)}; it has ${known.join(', ')}`,
          hint: 'Switch it on: Admin Center → Account → Appearance → Localization',
        };
      }
    }
  },
);

const languageTwice = check(
  {
    id: 'LANGUAGE_TWICE',
    stage: 'load',
    severity: 'error',
    title: 'There is one text in each language',
    why: 'Zendesk refuses a second one; capitals make no other language.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, 'dynamic_content')) {
      const first = new Map<string, string>();
      for (const key of membersIn(resource.attributes.texts).map((member) => String(member.key))) {
        const other = first.get(key.toLowerCase());
        if (other === undefined) first.set(key.toLowerCase(), key);
        else yield { resource, path: `texts.${key}`, summary: `${key} and ${other} are one language` };
      }
    }
  },
);

const names = check(
  {
    id: 'DYNAMIC_CONTENT_NAME',
    stage: 'load',
    severity: 'error',
    title: 'Each item has a name of its own',
    why: 'Zendesk refuses a second item of the same name, whatever its capitals.',
  },
  function* (cx) {
    const first = new Map<string, string>();
    for (const { title } of unmanagedOf(cx, 'dynamic_content', 'name')) first.set(title.toLowerCase(), `"${title}"`);
    for (const resource of resourcesOf(cx, 'dynamic_content')) {
      const name = String(resource.attributes.name).toLowerCase();
      const other = first.get(name);
      if (other === undefined) first.set(name, resource.address);
      else yield { resource, path: 'name', summary: `${other} has the same name`, hint: 'Give it another name' };
    }
  },
);

export const dynamicContentChecks = [defaultText, languages, languageTwice, names] as const;
