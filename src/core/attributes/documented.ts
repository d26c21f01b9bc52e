/** Schemas for values whose parser judges better than a schema can: any value passes, editors still get the JSON Schema. */
import { z } from 'zod';

/** `jsonSchema` is what editors see; the attribute's own parser says what is wrong, with the nearest valid name. */
export function documented(description: string, jsonSchema: Readonly<Record<string, unknown>>): z.ZodType {
  return z.unknown().meta({ ...jsonSchema, description });
}
