/** What keeps the server from running, told once, with a way out. */

import * as vscode from 'vscode';

import type { Search } from './python';

/** What a person can do about a problem: the commands behind the buttons. */
const WAYS_OUT = {
  choosePython: { title: 'Choose a Python...', command: 'spec-ls.choosePython', args: [] },
  openSettings: { title: 'Open Settings', command: 'workbench.action.openSettings', args: ['spec-ls'] },
  restart: { title: 'Restart', command: 'spec-ls.restart', args: [] },
  showOutput: { title: 'Show Output', command: 'spec-ls.showOutput', args: [] },
} as const;

export type WayOut = keyof typeof WAYS_OUT;

/** Something is not set up so that spec-ls could run; trying again would not help. */
export class SetupProblem extends Error {
  constructor(
    message: string,
    readonly waysOut: readonly WayOut[],
    readonly search?: Search,
  ) {
    super(message);
  }
}

/** Show a problem, and do what the person chooses. */
export async function tell(problem: SetupProblem): Promise<void> {
  const items = problem.waysOut.map((way) => WAYS_OUT[way]);
  const chosen = await vscode.window.showErrorMessage(problem.message, ...items);
  if (chosen) await vscode.commands.executeCommand(chosen.command, ...chosen.args);
}
