/** How a report may look: the width it has and the colours it may use. */
import { Chalk } from 'chalk';

export interface Paint {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  green(text: string): string;
  yellow(text: string): string;
  cyan(text: string): string;
}

export interface Look {
  readonly width: number;
  readonly paint: Paint;
}

/** A look of `width` columns; without colour every meaning is still in a symbol or a word. */
export function lookOf(width: number, colour: boolean): Look {
  const chalk = new Chalk({ level: colour ? 1 : 0 });
  // Of one argument each, so that they can be handed to `map`.
  return {
    width,
    paint: {
      bold: (text) => chalk.bold(text),
      dim: (text) => chalk.dim(text),
      red: (text) => chalk.red(text),
      green: (text) => chalk.green(text),
      yellow: (text) => chalk.yellow(text),
      cyan: (text) => chalk.cyan(text),
    },
  };
}
