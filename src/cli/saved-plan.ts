/** Saved plans: written whole, read back only if they are what this program writes. */
import { readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { fail } from '../core/diagnostic.ts';
import type { Plan } from '../core/plan.ts';
import { digest } from '../core/value.ts';

const SHOWN = 3;

// Only what deciding and printing rest on: the engine makes the plan again and compares `seen`.
const savedPlan = z.object({
  format: z.literal(1),
  tool: z.string(),
  environment: z.string(),
  accounts: z.record(z.string(), z.string()),
  options: z.object({
    only: z.array(z.string()),
    except: z.array(z.string()),
    prune: z.boolean(),
    destroy: z.boolean(),
    includeAdopted: z.boolean(),
    overwriteDrift: z.boolean(),
    overwriteConflicts: z.boolean(),
    adopt: z.boolean(),
    replace: z.array(z.string()),
    allowDeletes: z.number(),
    allowDataLoss: z.array(z.string()),
    allowCosts: z.array(z.string()),
    sendSecrets: z.array(z.string()),
    allowBacklog: z.boolean(),
    unmanaged: z.boolean(),
    rollback: z.string().optional(),
  }),
  changes: z.array(
    z.object({
      address: z.string(),
      kind: z.string(),
      provider: z.string(),
      title: z.string(),
      op: z.string(),
      because: z.string(),
      planned: z.boolean(),
      fields: z.array(z.object({ path: z.string(), because: z.string() })),
      notes: z.array(z.string()),
    }),
  ),
  manual: z.array(z.object({ address: z.string() })),
  notes: z.array(z.object({ code: z.string(), summary: z.string() })),
  refusals: z.array(z.object({ code: z.string(), summary: z.string(), hint: z.string(), blocks: z.boolean() })),
  diagnostics: z.array(z.object({ code: z.string(), severity: z.string(), summary: z.string() })),
  summary: z.record(z.string(), z.number()),
  seen: z.object({
    objects: z.record(z.string(), z.string()),
    stateSerial: z.number(),
    files: z.record(z.string(), z.string()),
    tool: z.string(),
  }),
  /** Of all the rest. */
  digest: z.string(),
});

/** Writes `plan` so that the file is either the old one or all of the new one. */
export async function savePlan(file: string, plan: Plan): Promise<void> {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    const sealed = { ...plan, digest: digestOf(plan) };
    await writeFile(temporary, `${JSON.stringify(sealed, null, 2)}\n`, { mode: 0o600 });
    await rename(temporary, file);
  } catch (error) {
    fail('FILE_NOT_WRITTEN', `The plan could not be saved to ${file}`, { detail: messageOf(error) });
  }
}

/** The plan in `file`. */
export async function readPlan(file: string): Promise<Plan> {
  const hint = 'Make one with `supportctl plan --out FILE`.';
  let data: unknown;
  try {
    data = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    fail('PLAN_UNREADABLE', `${file} cannot be read as a saved plan`, { detail: messageOf(error), hint });
  }
  if (!isPlan(data)) {
    fail('PLAN_UNREADABLE', `${file} is no saved plan of this version`, {
      detail: `Wrong or missing in it: ${problems(data).join(', ')}`,
      hint: `${hint} What \`--format json\` prints is for reading only.`,
    });
  }
  const { digest: claimed, ...plan } = data;
  if (digestOf(plan) !== claimed) {
    fail('PLAN_UNREADABLE', `${file} was edited after it was saved`, {
      detail: 'A saved plan is the confirmation of what was reviewed: its choices are made when it is made.',
      hint,
    });
  }
  return plan;
}

/** As it reads back: what is undefined is not in the file. */
function digestOf(plan: Plan): string {
  return digest(JSON.parse(JSON.stringify(plan)));
}

/** The first places where it is no plan. */
function problems(data: unknown): readonly string[] {
  const places = savedPlan.safeParse(data).error?.issues.map(({ path }) => path.join('.') || 'the whole') ?? [];
  return places.length > SHOWN ? [...places.slice(0, SHOWN), '…'] : places;
}

function isPlan(data: unknown): data is Plan & { readonly digest: string } {
  return savedPlan.safeParse(data).success;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
