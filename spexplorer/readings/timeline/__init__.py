"""What the timeline shows: events, lanes, eras, titles and the layout of the drawing, without Qt."""
