/** How long it takes to start: `--help`, and `validate` of a spec of 200 objects, beside bare node. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bareNode, expectCode, medianOf, run, temporaryFolder, whole } from './tools.mjs';

const TIMES = 11;

export async function benchStart() {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'support.yaml'), spec());
  const node = await medianOf(TIMES, bareNode);
  const help = await medianOf(TIMES, () => run(folder, {}, '--help').then((ran) => expectCode(ran, 0)));
  const validate = await medianOf(TIMES, () => run(folder, {}, 'validate').then((ran) => expectCode(ran, 0)));
  return [
    ['bare node', whole(node, 'ms'), ''],
    ['--help', whole(help, 'ms'), "close to node's own"],
    ['validate, 200 objects', whole(validate, 'ms'), "close to node's own"],
  ];
}

function spec() {
  const many = (count, line) => Array.from({ length: count }, (_unused, index) => line(index)).join('\n');
  return `version: 1
client: {name: Acme, slug: acme}
platform: {provider: zendesk, subdomain: acme}
groups:
${many(20, (i) => `  group_${i}: {name: Group ${i}}`)}
ticket_fields:
${many(40, (i) => `  field_${i}:\n    type: dropdown\n    title: Field ${i}\n    options: {f${i}_a: A, f${i}_b: B}`)}
trigger_categories:
${many(10, (i) => `  category_${i}: {name: Category ${i}}`)}
triggers:
${many(
  130,
  (i) => `  trigger_${i}:
    title: Trigger ${i}
    category: category_${i % 10}
    when: {all: [{field: update_type, is: create}, {field: ticket_field.field_${i % 40}, is: f${i % 40}_a}]}
    then: [{set: {group: group_${i % 20}}}, {add_tags: [seen_${i}]}]`,
)}
`;
}
