/** Starts the server when the first reStructuredText file opens, and shows what it knows. */

import * as vscode from 'vscode';

import { registerCommands } from './commands';
import { onEsbonio } from './esbonio';
import { showLanguageStatus } from './languageStatus';
import { followListItems } from './listItems';
import { onPythonChange } from './pythonExtension';
import { Server } from './server';
import { needsRestart } from './settings';
import { States } from './states';
import { showStatusItem } from './statusItem';

let server: Server | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const output = vscode.window.createOutputChannel('spec-ls');
  const started = (server = new Server(context, output));
  const states = new States(started);
  context.subscriptions.push(
    output,
    states,
    showStatusItem(started, states),
    showLanguageStatus(started, states),
    ...registerCommands(context, started, states),
    followListItems(started),
    onEsbonio(context, () => void started.configure()),
    onPythonChange((path) => started.pythonChanged(path)),
    vscode.workspace.onDidGrantWorkspaceTrust(() => started.restart()),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (needsRestart(event)) void started.restart();
    }),
  );
  void started.restart();
}

export function deactivate(): Promise<void> | undefined {
  return server?.stop();
}
