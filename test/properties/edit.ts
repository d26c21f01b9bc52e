/** Random edits of a spec, as a person makes them between two applies. */
import { line } from './dice.ts';
import { attributeValue, makeBlock, newKey, writableKinds } from './generate.ts';
import type { Block, Draft, Making } from './making.ts';

interface Edited {
  readonly what: readonly string[];
  readonly moved: readonly { readonly from: string; readonly to: string }[];
}

/** Changes a handful of things in `draft` and says what. */
export function randomEdit(draft: Draft, making: Making): Edited {
  const what: string[] = [];
  const moved: { from: string; to: string }[] = [];
  const edits = [
    changeAttribute,
    changeAttribute,
    changeAttribute,
    changeOptions,
    changeOptions,
    removeBlock,
    addBlock,
    shuffleBlocks,
    releaseAttribute,
  ];
  for (let index = 0; index < 6; index += 1) {
    const told = making.d.pick(edits)(draft, making);
    if (told !== undefined) what.push(told);
  }
  if (making.d.bool(0.5)) {
    const renamed = renameKey(draft, making);
    if (renamed !== undefined) moved.push(renamed);
  }
  return { what: [...what, ...moved.map(({ from, to }) => `move ${from} to ${to}`)], moved };
}

type Edit = (draft: Draft, making: Making) => string | undefined;

function anyBlock(draft: Draft, { d }: Making) {
  const kind = d.pick(writableKinds);
  const blocks = draft.get(kind.name);
  if (blocks === undefined || blocks.size === 0) return undefined;
  const [key, block] = d.pick([...blocks]);
  return { kind, blocks, key, block };
}

type Chosen = NonNullable<ReturnType<typeof anyBlock>>;

/** Attributes that a later edit may touch: what must stay with the object is not among them. */
export function changeable({ kind, key, block }: Pick<Chosen, 'kind' | 'key' | 'block'>): readonly string[] {
  return Object.entries(kind.attributes).flatMap(([name, { mutability }]) => {
    if (mutability !== 'mutable' || name === kind.scope || name === 'options') return [];
    // A private group stays private; an option of a field in use stays.
    if (kind.name === 'group' && name === 'public') return [];
    if (key.startsWith('sys_')) return name === 'description' ? [name] : [];
    if (kind.name === 'ticket_field' && name === 'active') return [];
    if (kind.name === 'webhook' && (name === 'active' || name === 'method' || name === 'format')) return [];
    if (kind.name === 'section' && (name === 'category' || (name === 'parent' && isParent(key)))) return [];
    if (kind.name === 'ticket_field' && /_in_portal$/.test(name) && name !== 'title_in_portal') return [];
    return [name];
    function isParent(own: string): boolean {
      return block.parent !== undefined || key !== own;
    }
  });
}

const changeAttribute: Edit = (draft, making) => {
  const chosen = anyBlock(draft, making);
  if (chosen === undefined) return undefined;
  const names = changeable(chosen);
  if (names.length === 0) return undefined;
  const name = making.d.pick(names);
  const { kind, key, block } = chosen;
  if (kind.name === 'section' && name === 'parent' && isUsed(draft, key)) return undefined;
  const value = attributeValue(kind, name, making, draft, block);
  if (value === undefined) return undefined;
  block[name] = value;
  // What keeps an automation from running for ever stands in both.
  if (kind.name === 'automation' && name === 'when')
    Object.assign(block, Object.fromEntries([['then', attributeValue(kind, 'then', making, draft, block)]]));
  return `${kind.name}.${key} ${name}`;
};

const releaseAttribute: Edit = (draft, making) => {
  const chosen = anyBlock(draft, making);
  if (chosen === undefined) return undefined;
  const { kind, key, block } = chosen;
  const names = changeable(chosen).filter(
    (name) =>
      block[name] !== undefined &&
      !kind.attributes[name]?.required &&
      !['title', 'pattern', 'email', 'subject', 'name', 'role'].includes(name),
  );
  if (names.length === 0) return undefined;
  const name = making.d.pick(names);
  delete block[name];
  return `release ${kind.name}.${key} ${name}`;
};

const changeOptions: Edit = (draft, { d, next }) => {
  const fields = [...(draft.get('ticket_field') ?? [])].filter(([, { options }]) => options instanceof Map);
  if (fields.length === 0) return undefined;
  const [key, block] = d.pick(fields);
  const options = block.options;
  if (!(options instanceof Map)) return undefined;
  const told: string[] = [];
  for (const [tag, option] of [...options]) {
    if (d.bool(0.25) && options.size > 1 && !isUsed(draft, tag)) {
      options.delete(tag);
      told.push(`-${tag}`);
    } else if (d.bool(0.3)) {
      options.set(tag, typeof option === 'string' ? line(d) : { ...option, name: line(d) });
      told.push(`~${tag}`);
    }
  }
  if (d.bool()) {
    const tag = `new_${next()}`;
    options.set(tag, line(d));
    told.push(`+${tag}`);
  }
  if (d.bool(0.4)) {
    block.options = new Map(d.shuffle([...options]));
    told.push('shuffled');
  }
  const others = fields.filter(([other]) => other !== key);
  if (d.bool(0.3) && others.length > 0) {
    const [other, taken] = d.pick(others);
    const told2 = swapTags(draft, block, taken);
    if (told2 !== undefined) told.push(`${told2} with ${other}`);
  }
  return `options of ticket_field.${key}: ${told.join(' ')}`;
};

/** Two fields take a tag from each other. */
function swapTags(draft: Draft, a: Block, b: Block): string | undefined {
  const [first, second] = [a.options, b.options];
  if (!(first instanceof Map) || !(second instanceof Map)) return undefined;
  const mine = [...first.keys()].find((tag) => !isUsed(draft, tag));
  const theirs = [...second.keys()].find((tag) => !isUsed(draft, tag));
  if (mine === undefined || theirs === undefined) return undefined;
  first.delete(mine);
  second.delete(theirs);
  first.set(theirs, 'Taken over');
  second.set(mine, 'Taken over');
  return `swapped ${mine} for ${theirs}`;
}

const removeBlock: Edit = (draft, making) => {
  const chosen = anyBlock(draft, making);
  if (chosen === undefined || chosen.blocks.size < 2 || isUsed(draft, chosen.key)) return undefined;
  if (hasValues(draft, chosen.block.key)) return undefined;
  chosen.blocks.delete(chosen.key);
  return `remove ${chosen.kind.name}.${chosen.key}`;
};

const addBlock: Edit = (draft, making) => {
  const kind = making.d.pick(writableKinds);
  const blocks = draft.get(kind.name);
  const key = newKey(making, kind);
  blocks?.set(key, makeBlock(kind, making, draft));
  return `add ${kind.name}.${key}`;
};

const shuffleBlocks: Edit = (draft, { d }) => {
  const kind = d.pick(writableKinds.filter(({ order }) => order !== undefined));
  const blocks = draft.get(kind.name);
  if (blocks === undefined) return undefined;
  draft.set(kind.name, new Map(d.shuffle([...blocks])));
  return `reorder ${kind.plural}`;
};

/** A new key for something that nobody refers to. */
function renameKey(draft: Draft, making: Making): { from: string; to: string } | undefined {
  const chosen = anyBlock(draft, making);
  if (chosen === undefined || isUsed(draft, chosen.key)) return undefined;
  const { kind, key, blocks } = chosen;
  const to = newKey(making, kind);
  draft.set(kind.name, new Map([...blocks].map(([own, block]) => [own === key ? to : own, block])));
  return { from: `${kind.name}.${key}`, to: `${kind.name}.${to}` };
}

/** Whether a person or an organization of the spec has a value for the field of this key. */
function hasValues(draft: Draft, key: unknown): boolean {
  const owners = ['organization', 'user'].flatMap((kind) => [...(draft.get(kind)?.values() ?? [])]);
  return owners.some(({ fields }) => fields instanceof Map && fields.has(key));
}

/** Whether any block says the word, as a reference or as a value. */
function isUsed(draft: Draft, word: string): boolean {
  const says = (value: unknown): boolean => {
    if (typeof value === 'string')
      return value === word || value.endsWith(`_field.${word}`) || new RegExp(`[.]${word}(?:}}| [|])`).test(value);
    if (Array.isArray(value)) return value.some(says);
    if (value instanceof Map) return false;
    return typeof value === 'object' && value !== null && Object.values(value).some(says);
  };
  return [...draft.values()].some((blocks) => [...blocks.values()].some(says));
}
