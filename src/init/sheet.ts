/** One YAML file of the spec as it is built: values are rendered by the spec's own writer, comments stand where a reader needs them. */
import type { SpecObject } from '../core/spec-node.ts';
import { renderEntry, renderKey } from '../spec/render.ts';
import { schemaComment } from '../spec/write.ts';

const WIDTH = 110;

export interface SheetBlock {
  readonly key: string;
  readonly value: SpecObject;
  readonly comment?: readonly string[];
}

/** A section such as `[groups]` or `[slack, channels]`, with its blocks in order. */
export interface SheetSection {
  readonly path: readonly string[];
  readonly blocks: readonly SheetBlock[];
  readonly comment?: readonly string[];
}

export interface Sheet {
  /** Relative to the spec's folder. */
  readonly path: string;
  /** What the file is about, a paragraph each. */
  readonly intro: readonly string[];
  /** YAML of ours that holds nothing that people chose. */
  readonly head?: readonly string[];
  readonly sections: readonly SheetSection[];
}

/** The text of the file. */
export function sheetText({ path, intro, head = [], sections }: Sheet): string {
  const lines = [...comment(intro), ...(head.length === 0 ? [] : ['', ...head])];
  let open: readonly string[] = [];
  for (const section of sections) {
    if (section.blocks.length === 0) continue;
    lines.push('');
    const known = section.path.findIndex((step, depth) => step !== open[depth]);
    for (const [depth, step] of section.path.entries()) {
      if (depth < known) continue;
      const indent = '  '.repeat(depth);
      if (depth === section.path.length - 1) lines.push(...comment(section.comment ?? [], indent));
      lines.push(`${indent}${renderKey(step)}:`);
    }
    open = section.path;
    const indent = section.path.length * 2;
    for (const block of section.blocks)
      lines.push(
        ...comment(block.comment ?? [], ' '.repeat(indent)),
        ...renderEntry(renderKey(block.key), block.value, indent),
      );
  }
  return `${schemaComment(path)}${lines.join('\n')}\n`;
}

/** Paragraphs as lines of comment. Line breaks of people's own are spaces, so that nothing leaves the comment. */
export function comment(paragraphs: readonly string[], indent = ''): readonly string[] {
  return paragraphs.flatMap((paragraph) => {
    const lines: string[] = [];
    let line = `${indent}#`;
    for (const word of paragraph.split(/\s+/)) {
      if (line.length > indent.length + 1 && line.length + word.length >= WIDTH) {
        lines.push(line);
        line = `${indent}#`;
      }
      line += ` ${word}`;
    }
    return [...lines, line.trimEnd()];
  });
}
