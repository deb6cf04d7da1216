/** The language client: one for each process of the server. */

import { ChildProcess, spawn } from 'child_process';
import * as vscode from 'vscode';
import {
  CloseAction,
  DidChangeConfigurationNotification,
  DocumentDiagnosticRequest,
  ErrorAction,
  LanguageClient,
  LanguageClientOptions,
  Middleware,
  RevealOutputChannelOn,
  State,
  vsdiag,
} from 'vscode-languageclient/node';

import { atCursor } from './listItems';
import type { Doubles } from './doubles';
import { Launch } from './launch';
import { SECTION, serverSettings } from './settings';

/** What is told of a client. */
export interface Listener {
  /** The process has ended, and nobody asked it to. */
  ended(): void;
  /** The server has said anew what it finds in a document. */
  published(uri: vscode.Uri): void;
}

const PATIENCE = 60_000;
const FULL = vsdiag.DocumentDiagnosticReportKind.full;

/**
 * Files, new texts, and files of repositories that are not on this disk.  Not `git`: VS Code opens the committed
 * text of each file that it shows, unseen, and what is found there would stand beside what is found in the file.
 */
const SCHEMES = ['file', 'untitled', 'vscode-vfs'];

/** A language client that leaves it to us to say what went wrong: it would say so in several messages. */
export class Client extends LanguageClient {
  private process: ChildProcess | undefined;
  private readonly over = new vscode.EventEmitter<string>();

  constructor(launch: Launch, output: vscode.OutputChannel, doubles: Doubles, listener: Listener) {
    super(SECTION, 'spec-ls', () => this.spawned(launch), options(output, doubles, listener, () => this));
  }

  /** Start, or throw; a process that does not answer is ended. */
  async begin(): Promise<void> {
    const timer = setTimeout(() => this.process?.kill(), PATIENCE);
    // A process that ends before the first message to it would be waited for.
    const over = new Promise<never>((_, reject) => this.over.event((how) => reject(new Error(how))));
    try {
      await Promise.race([this.start(), over]);
    } catch (error) {
      this.process?.kill();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  override async stop(timeout?: number): Promise<void> {
    if (this.state !== State.Running) this.process?.kill();
    else await super.stop(timeout).catch(() => this.process?.kill());
  }

  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }

  /** Send the settings as they are now. */
  async configure(): Promise<void> {
    if (this.state === State.Running) await this.sendNotification(DidChangeConfigurationNotification.type, wrapped());
  }

  /** Whether the server that runs has a command. */
  knows(command: string): boolean {
    const provider = this.initializeResult?.capabilities.executeCommandProvider;
    return this.state === State.Running && Boolean(provider?.commands.includes(command));
  }

  /** Show these diagnostics of a document, which the server has not said anew. */
  show(uri: vscode.Uri, diagnostics: vscode.Diagnostic[]): void {
    const document = vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());
    const feature = document && this.getFeature(DocumentDiagnosticRequest.method);
    const provider = document && feature?.getProvider(document);
    // Those that the client has asked for are its own: asked for again, they go through the middleware.
    if (provider) provider.onDidChangeDiagnosticsEmitter.fire();
    else this.diagnostics?.set(uri, diagnostics);
  }

  private spawned(launch: Launch): Promise<ChildProcess> {
    const { command, args, cwd } = launch;
    return new Promise((resolve, reject) => {
      const child = spawn(command, [...args, 'server'], { cwd, windowsHide: true });
      this.process = child;
      child.once('error', reject);
      child.once('exit', (status, signal) => this.over.fire(`it ended with ${signal ?? `status ${status}`}`));
      child.stdin.on('error', () => undefined); // that the process has ended is told elsewhere
      child.once('spawn', () => resolve(child));
    });
  }
}

function options(
  outputChannel: vscode.OutputChannel,
  doubles: Doubles,
  listener: Listener,
  client: () => Client,
): LanguageClientOptions {
  return {
    documentSelector: SCHEMES.map((scheme) => ({ scheme, language: 'restructuredtext' })),
    diagnosticCollectionName: SECTION,
    outputChannel,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    synchronize: { configurationSection: SECTION },
    // What is off by default is announced if it is switched on here.
    initializationOptions: () => serverSettings(),
    initializationFailedHandler: () => false,
    errorHandler: {
      error: () => ({ action: ErrorAction.Continue, handled: true }),
      closed: () => {
        listener.ended();
        return { action: CloseAction.DoNotRestart, handled: true };
      },
    },
    middleware: middleware(doubles, listener, client),
  };
}

function middleware(doubles: Doubles, listener: Listener, client: () => Client): Middleware {
  let configured = false;
  return {
    handleDiagnostics(uri, diagnostics, next) {
      next(uri, doubles.without(uri, diagnostics));
      listener.published(uri);
    },
    async provideDiagnostics(document, previous, token, next) {
      const uri = document instanceof vscode.Uri ? document : document.uri;
      const report = await next(document, previous, token);
      listener.published(uri);
      if (!report) return report;
      const said = report.kind === FULL ? report.items : doubles.before(uri);
      return said ? { kind: FULL, resultId: report.resultId, items: doubles.without(uri, said) } : report;
    },
    provideWorkspaceDiagnostics: (previous, token, reporter, next) =>
      next(previous, token, (chunk) => {
        const items = chunk?.items.map((one) =>
          one.kind === FULL ? { ...one, items: doubles.left(one.uri, one.items) } : one,
        );
        reporter(chunk && items ? { ...chunk, items } : chunk);
      }),
    executeCommand: (command, args, next) => next(command, args.length ? args : atCursor()),
    // The settings go before the first document, so that it is checked once and rightly.
    async sendNotification(type, next, params) {
      if (!configured) {
        configured = true;
        const send = next as (method: string, params: unknown) => Promise<void>;
        void send(DidChangeConfigurationNotification.method, wrapped());
      }
      await next(type, params);
    },
    workspace: {
      didChangeConfiguration: () => client().configure(),
      configuration: ({ items }) => items.map(({ section }) => (section === SECTION ? serverSettings() : null)),
    },
  };
}

function wrapped(): { settings: Record<string, unknown> } {
  return { settings: { [SECTION]: serverSettings() } };
}
