package ccrnn.pipeline.export;

import ccrnn.pipeline.UserError;
import java.util.Locale;

/** The forms in which a network can be taken elsewhere. */
public enum NetworkFormat {
  /** NumPy's archive of arrays. */
  NPZ {
    @Override
    public byte[] bytes(TrainedNetwork network) {
      return NpzFile.bytes(network);
    }
  },
  /** Hugging Face's file of arrays. */
  SAFETENSORS {
    @Override
    public byte[] bytes(TrainedNetwork network) {
      return SafetensorsFile.bytes(network);
    }
  },
  /** A graph that runs, for the networks that have one. */
  ONNX {
    @Override
    public byte[] bytes(TrainedNetwork network) {
      return OnnxFile.bytes(network);
    }
  };

  /**
   * Writes a network.
   *
   * @param network not modified
   * @return the content of a file, which depends on nothing else
   * @throws UserError if the form cannot express the network
   * @throws IllegalArgumentException if an array has a name that the form keeps for itself
   */
  public abstract byte[] bytes(TrainedNetwork network);

  /**
   * Tells how names of such files end.
   *
   * @return with the dot
   */
  public String ending() {
    return "." + name().toLowerCase(Locale.ROOT);
  }
}
