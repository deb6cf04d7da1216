/** A report of the set-up, for a person who wonders why nothing happens, and for bug reports. */

import { execFile } from 'child_process';
import * as vscode from 'vscode';

import { Launch } from './launch';
import { named } from './probe';
import { SetupProblem } from './problems';
import { Search } from './python';
import { Server } from './server';
import { launchSettings, serverSettings } from './settings';
import { activeSpec } from './states';

const TIMEOUT = 60_000;

/** Show what the extension knows, and what `spec-ls doctor` says of the active file. */
export async function showReport(context: vscode.ExtensionContext, server: Server): Promise<void> {
  const { uri } = activeSpec() ?? {};
  const path = uri?.scheme === 'file' ? uri.fsPath : undefined;
  const content = JSON.stringify({ ...ofExtension(context, server), ...(await ofServer(server, path)) }, null, 2);
  const document = await vscode.workspace.openTextDocument({ language: 'json', content: `${content}\n` });
  await vscode.window.showTextDocument(document);
}

function ofExtension(context: vscode.ExtensionContext, { status }: Server): object {
  const { version } = context.extension.packageJSON as { version: string };
  return {
    extension: version,
    editor: `${vscode.env.appName} ${vscode.version}`,
    system: `${process.platform} ${process.arch}`,
    trusted: vscode.workspace.isTrusted,
    status: status.kind === 'failed' ? `failed: ${status.problem.message}` : status.kind,
    settings: { ...launchSettings(), ...serverSettings() },
  };
}

async function ofServer(server: Server, path: string | undefined): Promise<object> {
  try {
    const launch = await server.launch();
    return { runs: launch.what, ...looks(launch.search), doctor: await doctor(launch, path) };
  } catch (error) {
    const problem = error instanceof SetupProblem ? error : undefined;
    return { runs: String(problem?.message ?? error), ...looks(problem?.search) };
  }
}

function looks(search: Search | undefined): object {
  const lines = search?.looks.map(({ candidate, found }) => {
    const what = typeof found === 'string' ? found : `${named(found)}, ${found.path}`;
    return `${candidate.command} (${candidate.from}): ${what}`;
  });
  return lines ? { pythons: lines } : {};
}

/** What `spec-ls doctor` says; its own words where these are no JSON. */
function doctor({ command, args, cwd }: Launch, path: string | undefined): Promise<unknown> {
  const all = [...args, 'doctor', '--json', ...(path ? [path] : [])];
  const options = { cwd, timeout: TIMEOUT, windowsHide: true, maxBuffer: 16 * 1024 * 1024 };
  return new Promise((resolve) => {
    const child = execFile(command, all, options, (error, stdout, stderr) => {
      try {
        resolve(JSON.parse(stdout));
      } catch {
        resolve([stdout, stderr, error ? error.message : ''].join('\n').trim().split('\n'));
      }
    });
    child.stdin?.end();
  });
}
