export interface Progress {
  /** Writes a line of its own, above the step that is running. */
  line(text: string): void;
  /** Runs `work`; a text it returns is shown after the duration. */
  step<T>(name: string, work: () => Promise<T>): Promise<T>;
}

export function createProgress(out?: NodeJS.WriteStream): Progress;
