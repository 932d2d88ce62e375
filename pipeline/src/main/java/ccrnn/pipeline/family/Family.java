package ccrnn.pipeline.family;

import ccrnn.pipeline.sweep.Vocabulary;

/** One system of models with its controls: all that depends on a model is asked here. */
public interface Family extends Vocabulary {}
