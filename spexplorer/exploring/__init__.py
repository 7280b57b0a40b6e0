"""The numpy engine behind every view: index, answers, tiles, measures, network, comparison."""
