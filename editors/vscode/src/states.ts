/** How far the spec in the active editor has come, asked of the server whenever that may have changed. */

import * as vscode from 'vscode';

import { Server } from './server';

/** The answer to `spec-ls/state`. */
export interface SpecState {
  readonly template: { readonly name: string; readonly uri: string | null };
  readonly required: number;
  readonly written: number;
  readonly stubs: number;
  readonly empty: number;
  readonly missing: readonly string[];
  /** Of the written ones, those that have nothing but the template's text; older servers do not count them. */
  readonly guidance?: number;
}

/** Milliseconds without news, after which the server is asked. */
const QUIET = 100;

export class States implements vscode.Disposable {
  private known: { readonly uri: string; readonly state: SpecState | undefined } | undefined;
  private timer: NodeJS.Timeout | undefined;
  private readonly changed = new vscode.EventEmitter<SpecState | undefined>();
  private readonly subscriptions: vscode.Disposable[];

  readonly onChange = this.changed.event;

  constructor(private readonly server: Server) {
    this.subscriptions = [
      server.onPublish((uri) => {
        if (uri.toString() === activeSpec()?.uri.toString()) this.askSoon();
      }),
      server.onChange(() => this.askSoon()),
      vscode.window.onDidChangeActiveTextEditor(() => this.askSoon()),
    ];
  }

  /** The state of the active editor's spec; undefined if that is no spec, or not yet known. */
  get state(): SpecState | undefined {
    return this.known?.uri === activeSpec()?.uri.toString() ? this.known?.state : undefined;
  }

  /** The same, asked right now. */
  async now(): Promise<SpecState | undefined> {
    await this.ask();
    return this.state;
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.subscriptions.forEach((one) => void one.dispose());
    this.changed.dispose();
  }

  private askSoon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.ask(), QUIET);
  }

  private async ask(): Promise<void> {
    const uri = activeSpec()?.uri.toString();
    const state = uri && (await this.server.ask<SpecState | null>('spec-ls/state', { textDocument: { uri } }));
    if (uri !== activeSpec()?.uri.toString()) return; // the editor that is active now has its own question under way
    this.known = uri ? { uri, state: state || undefined } : undefined;
    this.changed.fire(this.state);
  }
}

/** The document in the active editor, if it is reStructuredText. */
export function activeSpec(): vscode.TextDocument | undefined {
  const document = vscode.window.activeTextEditor?.document;
  return document?.languageId === 'restructuredtext' ? document : undefined;
}
