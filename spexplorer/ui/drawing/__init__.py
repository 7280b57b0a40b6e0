"""Canvas, time axis, legend, glyphs, charts and pictures; the only place that knows pyqtgraph."""
