;;; spec-ls.el --- Specs in reStructuredText beside their template  -*- lexical-binding: t; -*-

;; SPDX-License-Identifier: Apache-2.0

;; Author: spec-ls contributors
;; Version: 0.1.0
;; Package-Requires: ((emacs "28.1"))
;; Keywords: text, tools, languages

;;; Commentary:

;; spec-ls is a language server for specs that are written from a template.
;; It shows which sections are missing while you type, and inserts them.
;;
;; This file tells Eglot and lsp-mode how to start it.  With Eglot, which
;; Emacs 29 brings along and GNU ELPA has for Emacs 28:
;;
;;   (require 'spec-ls)
;;   (add-hook 'rst-mode-hook #'spec-ls-ensure)
;;
;; With lsp-mode:
;;
;;   (require 'spec-ls)
;;   (add-hook 'rst-mode-hook #'lsp-deferred)
;;
;; M-x eglot-code-actions shows the fixes at point, C-M-i completes headings,
;; M-x imenu is the outline, and `eldoc' shows the guidance of the template.
;; TAB and S-TAB nest the list item at point and take it out again.
;; For the rest there are commands here: `spec-ls-insert-missing-sections',
;; `spec-ls-order-sections', `spec-ls-open-template' and `spec-ls-doctor'.

;;; Code:

(require 'seq)

(defgroup spec-ls nil
  "Specs in reStructuredText beside their template."
  :group 'text
  :prefix "spec-ls-")

(defcustom spec-ls-command '("spec-ls" "server")
  "The command that starts the server: the program and its arguments."
  :type '(repeat string))

(defcustom spec-ls-options nil
  "Settings of the server as a plist, sent when it starts.
Features that another server has are switched off here, as in
\(:features (:definition :json-false :links :json-false))."
  :type '(plist :key-type symbol :value-type sexp))

(defvar eglot-confirm-server-edits)
(defvar eglot-confirm-server-initiated-edits)
(defvar eglot-server-programs)
(defvar lsp-language-id-configuration)
(declare-function eglot-code-actions "eglot")
(declare-function eglot-current-server "eglot")
(declare-function eglot-ensure "eglot")
(declare-function eglot-managed-p "eglot")
(declare-function eglot--TextDocumentIdentifier "eglot")
(declare-function eglot--TextDocumentPositionParams "eglot")
(declare-function eglot--signal-textDocument/didChange "eglot")
(declare-function jsonrpc-request "jsonrpc")
(declare-function lsp-execute-code-action-by-kind "lsp-mode")
(declare-function lsp-register-client "lsp-mode")
(declare-function lsp-stdio-connection "lsp-mode")
(declare-function make-lsp-client "lsp-mode")

;;; How the clients start the server

(defun spec-ls--contact (&rest _)
  "What Eglot needs to know to start the server."
  (if spec-ls-options
      (append spec-ls-command (list :initializationOptions spec-ls-options))
    spec-ls-command))

(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs '(rst-mode . spec-ls--contact)))

(defun spec-ls--uri-to-path ()
  "The function of Eglot from a URI to a path."
  (if (fboundp 'eglot-uri-to-path) 'eglot-uri-to-path 'eglot--uri-to-path))

(defun spec-ls--decoded (path)
  "PATH in characters, whether it is in characters or in bytes."
  (decode-coding-string (encode-coding-string path 'utf-8) 'utf-8))

;; Eglot leaves a path in bytes; that of Emacs 30.1 then does not find the
;; buffer, so that there is no diagnostic below a folder like `Spécs'.
(with-eval-after-load 'eglot
  (let ((function (spec-ls--uri-to-path)))
    (unless (equal (funcall function "file:///%C3%A9") "/\u00e9")
      (advice-add function :filter-return #'spec-ls--decoded))))

(with-eval-after-load 'lsp-mode
  (add-to-list 'lsp-language-id-configuration '(rst-mode . "restructuredtext"))
  (lsp-register-client
   (make-lsp-client
    :new-connection (lsp-stdio-connection (lambda () spec-ls-command))
    :major-modes '(rst-mode)
    :initialization-options (lambda () spec-ls-options)
    :server-id 'spec-ls)))

(defvar spec-ls--warned nil
  "The program that was missing when that was last told.")

;;;###autoload
(defun spec-ls-ensure ()
  "Start spec-ls for the current buffer by Eglot, if there is a spec-ls.
This is for `rst-mode-hook'.  If there is none, that is told once."
  (interactive)
  (let ((program (car spec-ls-command)))
    (cond ((executable-find program t)
           (add-hook 'eglot-managed-mode-hook #'spec-ls--follow-eglot nil t)
           (eglot-ensure))
          ((not (equal program spec-ls--warned))
           (setq spec-ls--warned program)
           (display-warning
            'spec-ls
            (format-message "Cannot run `%s': install spec-ls, or set `spec-ls-command'"
                            program))))))

;;; What Emacs lacks in the buffers that Eglot manages

(defvar spec-ls-mode-map
  (let ((map (make-sparse-keymap)))
    ;; Before Emacs 30 `text-mode' has a command of Ispell there.
    (define-key map (kbd "C-M-i") #'completion-at-point)
    ;; Elsewhere these keys do what they do without this mode.
    (define-key map (kbd "TAB") '(menu-item "" spec-ls-nest-item :filter spec-ls--on-item))
    (define-key map (kbd "<backtab>")
                '(menu-item "" spec-ls-unnest-item :filter spec-ls--on-item))
    map)
  "The keys of `spec-ls-mode'.")

(define-minor-mode spec-ls-mode
  "Keys for specs; `spec-ls-ensure' turns this on where Eglot runs spec-ls."
  :keymap spec-ls-mode-map
  (if spec-ls-mode
      (add-hook 'after-set-visited-file-name-hook #'spec-ls--renamed nil t)
    (remove-hook 'after-set-visited-file-name-hook #'spec-ls--renamed t)))

;; Docutils' bullets, and its enumerators in their three forms.
(defconst spec-ls--item
  (rx (* blank)
      (or (any "*+•‣⁃-")
          (seq (? "(") (or "#" (+ digit) alpha (+ (any "ivxlcdm")) (+ (any "IVXLCDM"))) (any ".)")))
      (or blank eol))
  "What the first line of a list item begins with.")

(defun spec-ls--on-item (command)
  "COMMAND if point is on the first line of a list item, else nil."
  (save-excursion
    (forward-line 0)
    (and (looking-at spec-ls--item) command)))

(defun spec-ls--renamed ()
  "Open the document anew under its new name, which Eglot does not do."
  (when buffer-file-name
    (funcall major-mode)))

(defun spec-ls--follow-eglot ()
  "Turn `spec-ls-mode' on when Eglot begins to manage the buffer, or off."
  (spec-ls-mode (if (eglot-managed-p) 1 -1)))

;;; Commands

(defun spec-ls--execute (kind nothing)
  "Execute the code action of KIND; NOTHING is what to tell if there is none."
  (cond ((bound-and-true-p lsp-mode)
         (lsp-execute-code-action-by-kind kind))
        ((not (spec-ls--managed-p))
         (user-error "No server looks after this buffer"))
        ((eglot-code-actions (point) (point) kind)
         (eglot-code-actions (point) (point) kind t))
        (t (message "%s" nothing))))

(defun spec-ls--managed-p ()
  "Whether Eglot manages the current buffer."
  (and (fboundp 'eglot-managed-p) (eglot-managed-p)))

;;;###autoload
(defun spec-ls-insert-missing-sections ()
  "Insert all sections that the template demands and the spec lacks."
  (interactive)
  (spec-ls--execute "source.insertMissingSections" "No section is missing"))

;;;###autoload
(defun spec-ls-order-sections ()
  "Put the sections into the order of the template."
  (interactive)
  (spec-ls--execute "source.orderSections" "The sections are in order"))

(defun spec-ls--apply (name)
  "Let the server apply its command NAME at point."
  (unless (spec-ls--managed-p)
    (user-error "Eglot does not manage this buffer"))
  (eglot--signal-textDocument/didChange)
  ;; The user has asked for the edit, which may come behind the answer.
  (let ((eglot-confirm-server-edits nil)
        (eglot-confirm-server-initiated-edits nil)
        (tick (buffer-chars-modified-tick))
        (tries 10))
    (jsonrpc-request (eglot-current-server) :workspace/executeCommand
                     (list :command (concat "spec-ls.apply." name)
                           :arguments (vector (eglot--TextDocumentPositionParams))))
    (while (and (= tick (buffer-chars-modified-tick)) (> tries 0))
      (setq tries (1- tries))
      (accept-process-output nil 0.05))))

;;;###autoload
(defun spec-ls-nest-item ()
  "Nest the list item at point in the one above."
  (interactive)
  (spec-ls--apply "nestItem"))

;;;###autoload
(defun spec-ls-unnest-item ()
  "Take the list item at point out of the one around it."
  (interactive)
  (spec-ls--apply "unnestItem"))

;;;###autoload
(defun spec-ls-open-template ()
  "Open the template that the spec in the current buffer is compared with."
  (interactive)
  (unless (spec-ls--managed-p)
    (user-error "Eglot does not manage this buffer"))
  (let* ((document (list :textDocument (eglot--TextDocumentIdentifier)))
         (state (jsonrpc-request (eglot-current-server) :spec-ls/state document))
         (template (plist-get state :template))
         (uri (plist-get template :uri)))
    (cond (uri (find-file (funcall (spec-ls--uri-to-path) uri)))
          (template (message "The template is built in: %s" (plist-get template :name)))
          (t (message "No template serves this file")))))

;;;###autoload
(defun spec-ls-doctor ()
  "Show the report of spec-ls on its set-up and on the current file."
  (interactive)
  (let ((program (car spec-ls-command))
        (arguments (append (seq-remove (lambda (word) (equal word "server")) (cdr spec-ls-command))
                           (list "doctor")
                           (and buffer-file-name (list (file-local-name buffer-file-name))))))
    (unless (executable-find program t)
      (user-error "Cannot run `%s': install it, or set `spec-ls-command'" program))
    (with-current-buffer (get-buffer-create "*spec-ls doctor*")
      (let ((inhibit-read-only t)
            (coding-system-for-read 'utf-8))
        (erase-buffer)
        (apply #'process-file program nil t nil arguments))
      (goto-char (point-min))
      (special-mode)
      (display-buffer (current-buffer)))))

(provide 'spec-ls)
;;; spec-ls.el ends here
