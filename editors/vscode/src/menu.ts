/** What a click on the status bar's item offers. */

import * as vscode from 'vscode';

import { Server } from './server';
import { SpecState, States } from './states';
import { counted } from './statusItem';

interface Item extends vscode.QuickPickItem {
  readonly command?: string;
}

export async function showMenu(server: Server, states: States): Promise<void> {
  const { status } = server;
  const state = await states.now();
  const title = state ? counted(state) : 'spec-ls';
  const placeHolder = status.kind === 'failed' ? status.problem.message : undefined;
  const items = [...ofSpec(state), ...ofServer(server)];
  const chosen = await vscode.window.showQuickPick<Item>(items, { title, placeHolder });
  if (chosen?.command) await vscode.commands.executeCommand(chosen.command);
}

function ofSpec(state: SpecState | undefined): Item[] {
  if (!state) return [];
  const { missing, template } = state;
  const lacking = { label: '$(add) Insert all missing sections', detail: missing.join(', ') };
  return [
    ...(missing.length ? [{ ...lacking, command: 'spec-ls.insertMissingSections' }] : []),
    { label: "$(list-ordered) Put the sections in the template's order", command: 'spec-ls.orderSections' },
    { label: '$(file) Open the template', description: template.name, command: 'spec-ls.openTemplate' },
    { label: '$(warning) Show the problems', command: 'workbench.actions.view.problems' },
    { label: '', kind: vscode.QuickPickItemKind.Separator },
  ];
}

function ofServer({ status }: Server): Item[] {
  const what = status.kind === 'running' ? `spec-ls ${status.version}, ${status.launch.what}` : undefined;
  return [
    { label: '$(pulse) Report of the set-up', command: 'spec-ls.report' },
    { label: '$(output) Show the output', command: 'spec-ls.showOutput' },
    { label: '$(debug-restart) Restart the server', description: what, command: 'spec-ls.restart' },
    { label: '$(symbol-misc) Choose a Python...', command: 'spec-ls.choosePython' },
  ];
}
