/** The plain files of templates/, with `<<name>>` where a value goes. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FOLDER = new URL('../../templates/', import.meta.url);
const PLACE = /<<(\w+)>>/g;

/** The template's text with its places filled; every place needs a value. */
export function filled(template: string, values: Readonly<Record<string, string>>): string {
  const text = readFileSync(fileURLToPath(new URL(template, FOLDER)), 'utf8');
  return text.replace(PLACE, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`templates/${template} asks for ${name}, which nobody gives`);
    return value;
  });
}

/** What Markdown or the platform's placeholders make something of in the middle of a line; `&` only where it begins an entity. */
const MEANINGFUL = /[\\`*_{}[\]<>~|]|&(?=#|\w+;)/g;

/** A name as Markdown shows it, whatever stands in it; no placeholder of the platform begins in it. */
export function markdown(text: string): string {
  return text.replace(MEANINGFUL, (character) => `&#${character.charCodeAt(0)};`);
}
