/** Where a Python may be found, in the order in which they count. */

import * as fs from 'fs';
import * as path from 'path';
import * as vscode from 'vscode';

import { Candidate, OLDEST, Python, named, probe, suits } from './probe';
import { pythonOfExtension } from './pythonExtension';
import { expanded, launchSettings } from './settings';

const WINDOWS = process.platform === 'win32';
const NAMES = ['python3', 'python', 'python3.14', 'python3.13', 'python3.12', 'python3.11'];

/** What a look at one candidate gave. */
export interface Look {
  readonly candidate: Candidate;
  readonly found: Python | string;
}

/** The first Python that suits, and every look that was taken on the way. */
export interface Search {
  readonly python: Python | undefined;
  readonly looks: readonly Look[];
}

/** Look for a Python that runs spec-ls. One that is set is the only one that counts. */
export async function findPython(): Promise<Search> {
  const looks: Look[] = [];
  for await (const candidate of candidates()) {
    const found = await probe(candidate);
    looks.push({ candidate, found });
    if (typeof found !== 'string' && suits(found)) return { python: found, looks };
  }
  return { python: undefined, looks };
}

/** All Pythons that suit, for somebody who wants to choose. */
export async function findPythons(): Promise<Look[]> {
  const all: Candidate[] = [];
  for await (const candidate of unset()) all.push(candidate);
  const looks = await Promise.all(all.map(async (candidate) => ({ candidate, found: await probe(candidate) })));
  const fitting = looks.filter(({ found }) => typeof found !== 'string' && suits(found));
  return fitting.filter((look, index) => fitting.findIndex((other) => same(look, other)) === index);
}

/** What a search found, in one sentence. */
export function told(looks: readonly Look[]): string {
  const needed = `spec-ls needs Python ${OLDEST.join('.')} or newer`;
  if (!looks.length) return `${needed}, and there is no Python here.`;
  const lines = looks.map(({ candidate, found }) =>
    typeof found === 'string' ? `${candidate.command}: ${found}` : `${candidate.command} is ${named(found)}`,
  );
  return `${needed}. ${[...new Set(lines)].slice(0, 3).join('; ')}.`;
}

async function* candidates(): AsyncGenerator<Candidate> {
  const chosen = launchSettings().python;
  if (chosen) yield { command: onPath(chosen)[0] ?? chosen, from: 'the setting spec-ls.python' };
  else yield* unset();
}

/** What there is without a setting of ours. What a workspace names counts only in one that is trusted. */
async function* unset(): AsyncGenerator<Candidate> {
  if (vscode.workspace.isTrusted) {
    const extension = await pythonOfExtension();
    if (extension) yield { command: extension, from: 'the Python extension' };
  }
  const standard = defaultInterpreter();
  if (standard) yield { command: standard, from: 'the setting python.defaultInterpreterPath' };
  for (const command of inWorkspace('python')) yield { command, from: 'the .venv of the workspace' };
  for (const command of NAMES.flatMap(onPath)) yield { command, from: 'PATH' };
  if (WINDOWS) for (const command of onPath('py')) yield { command, args: ['-3'], from: 'the launcher py' };
}

/** The programs of that name in the workspace's `.venv` folders; none where the workspace is not trusted. */
export function inWorkspace(name: string): string[] {
  if (!vscode.workspace.isTrusted) return [];
  const program = WINDOWS ? path.join('Scripts', `${name}.exe`) : path.join('bin', name);
  const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  return folders.map(({ uri }) => path.join(uri.fsPath, '.venv', program)).filter((file) => fs.existsSync(file));
}

/** The files that a name means on PATH, as many as there are. Folders without an absolute path are left out: they
 * would lie in whatever folder happens to be open. */
export function onPath(name: string): string[] {
  if (name !== path.basename(name)) return path.isAbsolute(name) && fs.existsSync(name) ? [name] : [];
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  const names = WINDOWS && !path.extname(name) ? [`${name}.exe`] : [name];
  const files = folders.flatMap((folder) => names.map((file) => path.join(folder, file)));
  return [...new Set(files)].filter((file) => fs.existsSync(file));
}

function defaultInterpreter(): string | undefined {
  const found = vscode.workspace.getConfiguration('python').inspect<string>('defaultInterpreterPath');
  const inWorkspace = found?.workspaceFolderValue ?? found?.workspaceValue;
  const value = (vscode.workspace.isTrusted ? inWorkspace : undefined) ?? found?.globalValue;
  const text = value ? expanded(value) : '';
  return text && (path.isAbsolute(text) ? text : onPath(text)[0]);
}

function same(one: Look, other: Look): boolean {
  return typeof one.found !== 'string' && typeof other.found !== 'string' && one.found.path === other.found.path;
}
