/** The item below the braces in the status bar: what runs, and which template serves the document. */

import * as vscode from 'vscode';

import { Server } from './server';
import { SpecState, States } from './states';

export function showLanguageStatus(server: Server, states: States): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('spec-ls.status', { language: 'restructuredtext' });
  item.name = 'spec-ls';
  const show = (): void => fill(item, server, states.state);
  const subscriptions = [states.onChange(show), server.onChange(show)];
  show();
  return vscode.Disposable.from(item, ...subscriptions);
}

function fill(item: vscode.LanguageStatusItem, { status }: Server, state: SpecState | undefined): void {
  item.busy = status.kind === 'starting';
  item.severity = vscode.LanguageStatusSeverity.Information;
  item.command = { title: 'Report', command: 'spec-ls.report', tooltip: 'Report of the set-up' };
  switch (status.kind) {
    case 'starting':
      item.text = 'spec-ls starts';
      item.detail = undefined;
      break;
    case 'running':
      item.text = state ? `Template ${state.template.name}` : 'No template serves this file';
      item.detail = `spec-ls ${status.version}, ${status.launch.what}`;
      break;
    case 'failed':
      item.severity = vscode.LanguageStatusSeverity.Error;
      item.text = 'spec-ls does not run';
      item.detail = status.problem.message;
      item.command = { title: 'Restart', command: 'spec-ls.restart' };
      break;
    case 'stopped':
      item.text = 'spec-ls is stopped';
      item.detail = undefined;
      item.command = { title: 'Start', command: 'spec-ls.restart' };
  }
}
