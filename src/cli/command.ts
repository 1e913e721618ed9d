/** One command of the command line. */
export interface CommandDefinition {
  readonly run: (args: readonly string[]) => Promise<number | UsageMistake>;
}

/** The arguments were wrong: nothing ran. */
export class UsageMistake {
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }
}
