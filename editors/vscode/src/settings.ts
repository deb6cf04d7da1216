/** The settings of this extension: those that start the server, and those that the server takes itself. */

import * as os from 'os';
import * as vscode from 'vscode';

import { DOUBLED_CODES, DOUBLED_FEATURES, esbonioIsActive } from './esbonio';

export const SECTION = 'spec-ls';

/** Settings that say how the server is run. */
const LAUNCH = ['python', 'server', 'command'];

/** Settings that a server is told at its start; a change of one starts it anew. */
const RESTARTS = [...LAUNCH, 'features'];

/** Settings that are not the server's own, or are sent in a form of their own. */
const OURS = new Set([...LAUNCH, 'trace', 'statusBar', 'hideDoubles', 'features']);

export interface LaunchSettings {
  /** The Python to use, or empty. */
  readonly python: string;
  /** Whether the spec-ls of this extension runs, or the user's own. */
  readonly server: 'bundled' | 'own';
  /** A program and its arguments that run spec-ls, or empty. */
  readonly command: readonly string[];
}

export function launchSettings(): LaunchSettings {
  const settings = vscode.workspace.getConfiguration(SECTION);
  return {
    python: expanded(settings.get('python', '')),
    server: settings.get('server') === 'own' ? 'own' : 'bundled',
    command: settings.get<string[]>('command', []).map(expanded),
  };
}

export function needsRestart(event: vscode.ConfigurationChangeEvent): boolean {
  return RESTARTS.some((key) => event.affectsConfiguration(`${SECTION}.${key}`));
}

/** What the user has set of the server's own settings. Defaults are not sent: a project's profile knows better. */
export function serverSettings(): Record<string, unknown> {
  const settings = vscode.workspace.getConfiguration(SECTION);
  const names = Object.keys(settings).filter((key) => !OURS.has(key) && settings.has(key));
  const own = Object.fromEntries(names.filter((key) => isSet(settings, key)).map((key) => [key, settings.get(key)]));
  if (!esbonioIsActive()) return { ...own, features: features(settings) };
  const ignore = [...settings.get<string[]>('ignore', []), ...DOUBLED_CODES];
  const off = Object.fromEntries(DOUBLED_FEATURES.map((name) => [name, false]));
  return { ...own, ignore, features: { ...off, ...features(settings) } };
}

/** The features that the user has switched; for the others the server knows what suits this editor. */
function features(settings: vscode.WorkspaceConfiguration): Record<string, boolean> {
  const names = Object.keys(settings.get<object>('features', {}));
  const set = names.filter((name) => isSet(settings, `features.${name}`));
  return Object.fromEntries(set.map((name) => [name, settings.get<boolean>(`features.${name}`, true)]));
}

export function statusBarShown(): boolean {
  return vscode.workspace.getConfiguration(SECTION).get('statusBar', true);
}

export function doublesHidden(): boolean {
  return vscode.workspace.getConfiguration(SECTION).get('hideDoubles', true);
}

/** A path as people write it in settings: with `~`, `${workspaceFolder}`, `${userHome}` and `${env:NAME}`. */
export function expanded(text: string): string {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  return text
    .replace(/^~(?=$|[/\\])/, os.homedir())
    .replace(/\$\{workspaceFolder\}/g, folder)
    .replace(/\$\{userHome\}/g, os.homedir())
    .replace(/\$\{env:(\w+)\}/g, (_, name: string) => process.env[name] ?? '');
}

function isSet(settings: vscode.WorkspaceConfiguration, key: string): boolean {
  const found = settings.inspect(key);
  const values = [found?.globalValue, found?.workspaceValue, found?.workspaceFolderValue];
  return values.some((value) => value !== undefined) && settings.get(key) !== null;
}
