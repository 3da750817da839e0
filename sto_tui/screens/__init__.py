"""One file per screen, each with its own small style sheet. Screens have no rules of the domain: they ask and show.

How a screen fits in
--------------------
* A full screen is a `WorkspaceScreen` (`base`); its `body` yields the widgets inside the frame. The home of a mode is
  named in a row of `sto_tui.modes`. Another screen is pushed with ``self.sto.push_screen(screen, then)``; Esc (`BACK`)
  closes it. A question on top of a screen is a `Dialog` (`sto_tui.dialogs`).
* Lists with a preview beside them are a `BrowseScreen` (`browse`); if the lines are documents, a `DocumentsBrowser`
  (`browse_documents`). Yield the widgets `above`, pass the lines to `fill` once they are read, and return the job that
  reads the `preview` of a line. The base keeps the selection, shows only the newest preview, and handles arrows and
  Enter.
* What one can do is a `UserAction` (`sto_tui.actions`) in the screen's `ACTIONS`; `BINDINGS = bindings(ACTIONS)`. The
  key bar, the palette (Ctrl+P), the help screen (F1) and the bindings all come from there. `PLACE` and `ABOUT` are the
  message ids with which the help screen opens.
* `self.sto` is the app, as far as a screen may know it (`sto_tui.shell.Shell`); no screen imports `sto_tui.app`.
* `self.workspace` is the `Workspace`, or None while it is still being opened. `load(workspace)` is called when there is
  one, after every change (a save here, news from others) and on coming back: start reading there.
* Reading happens in a thread: ``self.background(lambda: workspace.documents(listing), self.show_list, group="list")``.
  Of one group only the newest answer arrives. The app shows errors; a job need not catch `Problem`.
* Writing: ``self.sto.store(lambda workspace: workspace.save(record, seen=document), self.saved)``. The app signals
  every screen afterwards and starts sharing. With `failed=`, that function gets the error and no message is shown.
* Deleting: ``self.sto.delete(document)``, which offers undo. Opening anything: ``self.sto.open_document(id)``. A form:
  ``self.sto.edit(record, document, then)``. Choosing from a list: `sto_tui.dialogs.pick.PickScreen`. A yes or no:
  `sto_tui.dialogs.ask.AskScreen`.
* A screen that holds unsaved text sets `MAY_LEAVE = False`: the mode's key and a change of language leave it alone.
  `leave()` is called when the program ends. A change of language recomposes the widgets; `renew()` then puts back
  their contents and the focus.
* Text from records goes through `sto_tui.wording.plain.safe` and into `Content`, never into markup.
"""
