"""What the tab of instruments and concepts shows: the trees, their uses, the matrix of assessments."""
