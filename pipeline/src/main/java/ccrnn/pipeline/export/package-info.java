/**
 * Trained networks as files of other programs: NumPy's {@code .npz}, {@code .safetensors}, and ONNX
 * with a graph that runs. Bytes depend on nothing but the network, so that the same network makes
 * the same file anywhere.
 */
package ccrnn.pipeline.export;
