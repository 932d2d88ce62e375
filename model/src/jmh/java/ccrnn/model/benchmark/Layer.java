package ccrnn.model.benchmark;

/** Layers of the presets, by the sizes of their products. */
public enum Layer {
  /** Line drawing: cortical state to granule cells. */
  LINE_GRANULE(500, 100, 400),
  /** Line drawing with two granule layers: between them. */
  LINE_DEEPER_GRANULE(500, 400, 400),
  /** Line drawing: granule to Purkinje cells. */
  LINE_PURKINJE(500, 400, 100),
  /** Image tasks: cortical state to granule cells. */
  IMAGE_GRANULE(1400, 60, 300),
  /** Image tasks: granule to Purkinje cells. */
  IMAGE_PURKINJE(1400, 300, 60),
  /** Image tasks: a row of the image to the gates of the LSTM. */
  IMAGE_INPUT(50, 28, 120),
  /** Image tasks: the state before to the gates of the LSTM. */
  IMAGE_STATE(50, 30, 120),
  /** Captions: cortical state to granule cells. */
  CAPTION_GRANULE(100, 512, 1024),
  /** Captions: between the granule layers. */
  CAPTION_DEEPER_GRANULE(100, 1024, 1024),
  /** Captions: granule to Purkinje cells. */
  CAPTION_PURKINJE(100, 1024, 512);

  final int rows;
  final int in;
  final int out;

  Layer(int rows, int in, int out) {
    this.rows = rows;
    this.in = in;
    this.out = out;
  }
}
