/** The commands that the extension adds. */

import * as vscode from 'vscode';

import { choosePython } from './choosePython';
import { showMenu } from './menu';
import { showReport } from './report';
import { Server } from './server';
import { INSERT_MISSING, ORDER, applySourceAction } from './sourceActions';
import { States } from './states';

export function registerCommands(
  context: vscode.ExtensionContext,
  server: Server,
  states: States,
): vscode.Disposable[] {
  const commands: Record<string, () => unknown> = {
    insertMissingSections: () => applySourceAction(INSERT_MISSING, 'No section is missing'),
    orderSections: () => applySourceAction(ORDER, "The sections are in the template's order"),
    openTemplate: () => openTemplate(states),
    menu: () => showMenu(server, states),
    showOutput: () => server.output.show(),
    restart: () => server.restart(),
    report: () => showReport(context, server),
    choosePython,
  };
  return Object.entries(commands).map(([name, run]) => vscode.commands.registerCommand(`spec-ls.${name}`, run));
}

async function openTemplate(states: States): Promise<void> {
  const state = await states.now();
  if (!state) {
    void vscode.window.showInformationMessage('No template serves this file. The report of the set-up tells why.');
  } else if (!state.template.uri) {
    void vscode.window.showInformationMessage(`The template is ${state.template.name}, which is no file.`);
  } else {
    await vscode.window.showTextDocument(vscode.Uri.parse(state.template.uri, true));
  }
}
