/** Which program runs spec-ls. */

import * as os from 'os';
import * as path from 'path';
import * as vscode from 'vscode';

import { Python, named } from './probe';
import { Search, findPython, inWorkspace, onPath, told } from './python';
import { launchSettings } from './settings';
import { SetupProblem } from './problems';

/** How spec-ls is run: its commands, such as `server`, come behind `args`. */
export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** For people: whose spec-ls it is, and what runs it. */
  readonly what: string;
  readonly search?: Search;
}

/** Find out how to run spec-ls; throws a `SetupProblem` if there is no way. */
export async function findLaunch(extensionPath: string): Promise<Launch> {
  const settings = launchSettings();
  const [program, ...args] = settings.command;
  if (program) {
    const command = onPath(program)[0];
    if (!command) throw new SetupProblem(`spec-ls.command: there is no program "${program}".`, ['openSettings']);
    return { command, args, cwd: folder(), what: `your own: ${settings.command.join(' ')}` };
  }
  return settings.server === 'own' ? own() : bundled(extensionPath, await findPython());
}

function own(): Launch {
  const command = [...inWorkspace('spec-ls'), ...onPath('spec-ls')][0];
  if (!command) {
    const where = 'there is no spec-ls in the .venv of the workspace or on PATH';
    throw new SetupProblem(`spec-ls.server is "own", but ${where}.`, ['openSettings']);
  }
  return { command, args: [], cwd: folder(), what: `your own: ${command}` };
}

/** The spec-ls of this extension. `-I` keeps the user's own packages and variables out of it. */
function bundled(extensionPath: string, search: Search): Launch {
  const { python } = search;
  if (!python) throw new SetupProblem(told(search.looks), ['choosePython', 'openSettings'], search);
  const args = ['-I', '-X', 'utf8', path.join(extensionPath, 'bundled')];
  return { command: python.path, args, cwd: os.homedir(), what: runs(python), search };
}

function runs(python: Python): string {
  return `${named(python)}, ${python.path}`;
}

/** Where a command of the user's own runs: a workspace that is not trusted should not decide what it finds. */
function folder(): string {
  const first = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file');
  return vscode.workspace.isTrusted && first ? first.uri.fsPath : os.homedir();
}
