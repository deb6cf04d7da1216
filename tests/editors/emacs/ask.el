;;; ask.el --- Answers what the tests ask a running Emacs  -*- lexical-binding: t; -*-

;;; Code:

(require 'json)
(require 'server)

(defun ask (file form)
  "Write what FORM gives in the selected window's buffer to FILE, as JSON."
  (let ((value (condition-case err
                   (with-current-buffer (window-buffer (selected-window))
                     (list :value (eval form t)))
                 (error (list :error (error-message-string err)))))
        (coding-system-for-write 'utf-8-unix))
    (write-region (json-encode value) nil file nil 'silent)))

(defun ask-place (position)
  "The 1-based line and column of POSITION in the current buffer, in characters."
  (save-excursion
    (save-restriction
      (widen)
      (goto-char position)
      (vector (line-number-at-pos) (1+ (- (point) (line-beginning-position)))))))

(defun ask-diagnostics ()
  "The code and the place of each diagnostic that the current buffer shows."
  (vconcat
   (mapcar (lambda (diagnostic)
             (let ((sent (alist-get 'eglot-lsp-diag (flymake-diagnostic-data diagnostic))))
               (vconcat (list (plist-get sent :code))
                        (ask-place (flymake-diagnostic-beg diagnostic))
                        (ask-place (flymake-diagnostic-end diagnostic)))))
           (flymake-diagnostics))))

(defun ask-outline ()
  "The titles that imenu has for the current buffer, in the buffer's order.
Emacs 30 says of a title with others below it where it is by a property."
  (let (found)
    (cl-labels ((walk (item)
                  (let* ((title (car item))
                         (region (or (get-text-property 0 'breadcrumb-region title)
                                     (get-text-property 0 'imenu-region title)))
                         (below (and (consp (cdr item)) (consp (cadr item)) (cdr item)))
                         (place (if below (car region) (cdr item))))
                    (when place
                      (push (cons (+ 0 place) (substring-no-properties title)) found))
                    (mapc #'walk below))))
      (mapc #'walk (cdr (imenu--make-index-alist t))))
    (vconcat (mapcar #'cdr (sort found (lambda (one other) (< (car one) (car other))))))))

(defun ask-xrefs (items)
  "Where ITEMS of xref are, as file:line."
  (vconcat
   (mapcar (lambda (item)
             (let ((location (xref-item-location item)))
               (format "%s:%d" (file-name-nondirectory (xref-location-group location))
                       (xref-location-line location))))
           items)))

(defun ask-symbol (item)
  "The name of the symbol that an ITEM of xref stands for."
  (replace-regexp-in-string "^\\(?:[[:alpha:]]+ \\)?`?\\|'.*" "" (substring-no-properties (xref-item-summary item))))

(defun ask-highlights ()
  "The lines that Eglot highlights, as file:line."
  (vconcat
   (sort (mapcar (lambda (overlay)
                   (format "%s:%d" (buffer-name) (line-number-at-pos (overlay-start overlay))))
                 (seq-filter #'overlay-buffer eglot--highlights))
         #'string-version-lessp)))

(defun ask-hints ()
  "The inlay hints of the current buffer, in its order."
  (let ((overlays (seq-filter (lambda (overlay) (overlay-get overlay 'eglot--inlay-hint))
                              (overlays-in (point-min) (point-max)))))
    (vconcat
     (mapcar (lambda (overlay)
               (string-trim (substring-no-properties
                             (or (overlay-get overlay 'before-string) (overlay-get overlay 'after-string)))))
             (sort overlays (lambda (one other) (< (overlay-start one) (overlay-start other))))))))

(setq server-name "ask")
(server-start)

(provide 'ask)
;;; ask.el ends here
