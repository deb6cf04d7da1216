/** The item in the status bar: how many of the sections that the template asks for are written. */

import * as vscode from 'vscode';

import { Server } from './server';
import { statusBarShown } from './settings';
import { SpecState, States, activeSpec } from './states';

const PRIORITY = 90; // left of the line and column, beside what else tells of the document

export function showStatusItem(server: Server, states: States): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('spec-ls.state', vscode.StatusBarAlignment.Right, PRIORITY);
  item.name = 'spec-ls: state of the spec';
  item.command = 'spec-ls.menu';
  const show = (): void => fill(item, server, states.state);
  const subscriptions = [
    states.onChange(show),
    server.onChange(show),
    vscode.window.onDidChangeActiveTextEditor(show),
    vscode.workspace.onDidChangeConfiguration(show),
  ];
  show();
  return vscode.Disposable.from(item, ...subscriptions);
}

function fill(item: vscode.StatusBarItem, { status }: Server, state: SpecState | undefined): void {
  if (!activeSpec() || !statusBarShown()) return item.hide();
  item.backgroundColor = undefined;
  if (status.kind === 'failed') {
    item.text = '$(error) spec-ls';
    item.tooltip = status.problem.message;
    item.backgroundColor = new vscode.ThemeColor('statusBarItem.errorBackground');
  } else if (state) {
    item.text = summary(state);
    item.tooltip = details(state);
    item.accessibilityInformation = { label: `${counted(state)}, template ${state.template.name}` };
  } else {
    return item.hide();
  }
  item.show();
}

/** As short as the status bar needs it. */
function summary({ written, required, missing, guidance = 0 }: SpecState): string {
  const lack = missing.length ? ` · ${missing.length} missing` : '';
  return `$(checklist) ${written - guidance}/${required}${lack}`;
}

/** The same in words. */
export function counted({ written, required, stubs, empty, missing, guidance = 0 }: SpecState): string {
  const parts = [`${written - guidance} of ${required} sections written`];
  if (stubs) parts.push(`${stubs} of them only "None" or the like`);
  if (guidance) parts.push(`${guidance} with nothing but the template's text`);
  if (empty) parts.push(`${empty} empty`);
  if (missing.length) parts.push(`${missing.length} missing`);
  return parts.join(', ');
}

function details(state: SpecState): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.appendText(`${counted(state)}\n\n`);
  if (state.missing.length) {
    text.appendMarkdown('Missing:\n\n');
    for (const title of state.missing) text.appendMarkdown('* ').appendText(title).appendMarkdown('\n');
    text.appendMarkdown('\n');
  }
  return text.appendText(`Template: ${state.template.name}`);
}
