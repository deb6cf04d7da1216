/** Lets a person choose the Python that runs spec-ls. */

import * as vscode from 'vscode';

import { OLDEST, named, probe, suits } from './probe';
import { findPythons } from './python';
import { SECTION } from './settings';

interface Item extends vscode.QuickPickItem {
  readonly path?: string;
}

export async function choosePython(): Promise<void> {
  const chosen = await vscode.window.showQuickPick<Item>(items(), {
    title: 'The Python that runs spec-ls',
    placeHolder: `Python ${OLDEST.join('.')} or newer`,
  });
  const path = chosen && (chosen.path ?? (await browse()));
  if (!path) return;
  const found = await probe({ command: path, from: 'your choice' });
  if (typeof found !== 'string' && suits(found)) {
    const settings = vscode.workspace.getConfiguration(SECTION);
    const before = settings.inspect<string>('python')?.globalValue;
    await settings.update('python', path, vscode.ConfigurationTarget.Global);
    if (before === path) await vscode.commands.executeCommand('spec-ls.restart');
  } else {
    const what = typeof found === 'string' ? found : `it is ${named(found)}`;
    void vscode.window.showErrorMessage(`${path} does not run spec-ls: ${what}.`);
  }
}

async function items(): Promise<Item[]> {
  const found = (await findPythons()).flatMap(({ candidate, found }): Item[] =>
    typeof found === 'string'
      ? []
      : [{ label: named(found), description: found.path, detail: `from ${candidate.from}`, path: found.path }],
  );
  return [...found, { label: '$(folder-opened) Another one...' }];
}

async function browse(): Promise<string | undefined> {
  const files = await vscode.window.showOpenDialog({ title: 'A Python program', canSelectMany: false });
  return files?.[0]?.fsPath;
}
