/** Forms with files in them, and files that are a whole body. */

import type { Attributes } from './json.ts';

export interface Upload {
  /** The name of the part, as in `brand[logo][uploaded_data]`. */
  readonly part: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

export interface Form {
  readonly fields: Attributes;
  readonly files: readonly Upload[];
}

export async function readForm(request: Request): Promise<Form> {
  const fields: Attributes = {};
  const files: Upload[] = [];
  for (const [part, value] of await request.formData()) {
    if (typeof value === 'string') fields[part] = value;
    else files.push({ part, name: value.name, type: value.type, bytes: new Uint8Array(await value.arrayBuffer()) });
  }
  return { fields, files };
}

/** A body that is one file, whatever its type says. */
export async function readFile(request: Request): Promise<Form> {
  const bytes = new Uint8Array(await request.arrayBuffer());
  const type = request.headers.get('content-type') ?? '';
  return { fields: {}, files: bytes.length > 0 ? [{ part: '', name: '', type, bytes }] : [] };
}
