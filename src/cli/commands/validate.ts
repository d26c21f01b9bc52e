/** `supportctl validate`: everything that can be checked without a tenant. */
import type { Command } from 'commander';
import { type ProjectFlags, withProject } from '../flags.ts';
import { openSession, present } from '../session.ts';

const EXAMPLES = `
Examples:
  supportctl validate
  supportctl validate --spec clients/acme --env production`;

export function validateCommand(command: Command): Command {
  return withProject(command).addHelpText('after', EXAMPLES).action(run);
}

async function run(flags: ProjectFlags): Promise<void> {
  const session = await openSession(flags);
  const { app } = await import('../../app/index.ts');
  const validated = await app.validate(session.project);
  const [{ validatedDocument }, { hasErrors, validatedText }] = await Promise.all([
    import('../../report/json.ts'),
    import('../../report/validated.ts'),
  ]);
  await present(
    session,
    () => validatedDocument(validated),
    () => validatedText(validated, session.look, session.folder),
  );
  if (hasErrors(validated.diagnostics)) process.exitCode = 1;
}
