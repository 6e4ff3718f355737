"""Charts as SVG, drawn when the site is built: each stands under the table that it draws and says nothing more.

Lengths across are per cent of the width and lengths down are ``em``, so that a chart fits a phone and grows with
the reader's letters. No chart tells by colour alone: shapes, patterns and labels do.
"""
